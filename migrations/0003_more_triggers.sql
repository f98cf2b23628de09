-- What was done stays on record.
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit is never deleted');
END;
--> statement-breakpoint
-- Comments are found by the title of their article too.
CREATE TRIGGER article_retitled AFTER UPDATE OF title ON article WHEN OLD.title IS NOT NEW.title BEGIN
  INSERT INTO search_pending (comment_seq) SELECT seq FROM comment WHERE article_seq = NEW.seq ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- What became of the mails to friends, by the hour.
CREATE TRIGGER recipient_reached AFTER UPDATE OF state ON recipient
WHEN OLD.state <> NEW.state AND NEW.state IN ('sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed') BEGIN
  INSERT INTO delivery_tally (site_seq, hour, state, size)
    SELECT site_seq, CAST(unixepoch('subsec') / 3600 AS INTEGER), NEW.state, 1 FROM share WHERE seq = NEW.share_seq
    ON CONFLICT DO UPDATE SET size = size + 1;
END;
--> statement-breakpoint
-- An answer that readers can see is told to whoever asked for it: in an hour at most once, or each midnight UTC (7 h in Vietnam).
CREATE TRIGGER answer_added AFTER INSERT ON comment
WHEN NEW.root_seq IS NOT NULL AND NEW.state = 'approved' AND NEW.audience = 'public' BEGIN
  INSERT INTO notice_reply (notice_seq, comment_seq)
    SELECT n.seq, NEW.seq FROM notice n
    WHERE n.root_seq = NEW.root_seq AND n.state = 'active' AND n.email_hash <> NEW.author_hash
      AND EXISTS (SELECT 1 FROM comment own WHERE own.seq IN (NEW.parent_seq, NEW.root_seq) AND own.author_hash = n.email_hash)
      AND NOT EXISTS (SELECT 1 FROM notice_reply r WHERE r.notice_seq = n.seq AND r.comment_seq = NEW.seq);
  UPDATE notice SET due_at = CASE pace
      WHEN 'daily' THEN (CAST(unixepoch('subsec') * 1000 AS INTEGER) / 86400000 + 1) * 86400000
      ELSE max(CAST(unixepoch('subsec') * 1000 AS INTEGER)
          + 1000 * (SELECT settings ->> '$.undoSeconds' FROM site WHERE seq = NEW.site_seq),
        coalesce(last_sent_at, 0) + 3600000) END
    WHERE root_seq = NEW.root_seq AND due_at IS NULL
      AND EXISTS (SELECT 1 FROM notice_reply r WHERE r.notice_seq = notice.seq AND r.comment_seq = NEW.seq AND r.sent_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER answer_approved AFTER UPDATE OF state ON comment
WHEN NEW.root_seq IS NOT NULL AND NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.audience = 'public' BEGIN
  INSERT INTO notice_reply (notice_seq, comment_seq)
    SELECT n.seq, NEW.seq FROM notice n
    WHERE n.root_seq = NEW.root_seq AND n.state = 'active' AND n.email_hash <> NEW.author_hash
      AND EXISTS (SELECT 1 FROM comment own WHERE own.seq IN (NEW.parent_seq, NEW.root_seq) AND own.author_hash = n.email_hash)
      AND NOT EXISTS (SELECT 1 FROM notice_reply r WHERE r.notice_seq = n.seq AND r.comment_seq = NEW.seq);
  UPDATE notice SET due_at = CASE pace
      WHEN 'daily' THEN (CAST(unixepoch('subsec') * 1000 AS INTEGER) / 86400000 + 1) * 86400000
      ELSE max(CAST(unixepoch('subsec') * 1000 AS INTEGER)
          + 1000 * (SELECT settings ->> '$.undoSeconds' FROM site WHERE seq = NEW.site_seq),
        coalesce(last_sent_at, 0) + 3600000) END
    WHERE root_seq = NEW.root_seq AND due_at IS NULL
      AND EXISTS (SELECT 1 FROM notice_reply r WHERE r.notice_seq = notice.seq AND r.comment_seq = NEW.seq AND r.sent_at IS NULL);
END;
--> statement-breakpoint
CREATE TRIGGER notice_removed AFTER DELETE ON notice BEGIN
  DELETE FROM notice_reply WHERE notice_seq = OLD.seq;
END;
