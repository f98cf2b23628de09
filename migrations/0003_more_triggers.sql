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
