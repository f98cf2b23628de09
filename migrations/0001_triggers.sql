-- Counters and the search feed are kept by the database itself, in the same commit as what they follow.
-- `counted` below means: public and approved.

CREATE VIRTUAL TABLE comment_search USING fts5(
  author, subject, body,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 0'
);
--> statement-breakpoint
CREATE TRIGGER comment_added AFTER INSERT ON comment BEGIN
  INSERT INTO search_pending (comment_seq) VALUES (NEW.seq);
  INSERT INTO tally (site_seq, kind, queue, size) VALUES (NEW.site_seq, 'comment', NEW.state, 1)
    ON CONFLICT DO UPDATE SET size = size + 1;
  INSERT INTO tally (site_seq, kind, queue, size)
    SELECT NEW.site_seq, 'comment', 'tickets', 1 WHERE NEW.ticket = 'open'
    ON CONFLICT DO UPDATE SET size = size + 1;
  INSERT INTO author_record (site_seq, author_hash, approved, rejected, spam, first_seen_at)
    SELECT NEW.site_seq, NEW.author_hash, NEW.state = 'approved', NEW.state = 'rejected', NEW.state = 'spam', NEW.created_at
    WHERE NEW.author_hash <> ''
    ON CONFLICT DO UPDATE SET approved = approved + excluded.approved,
      rejected = rejected + excluded.rejected, spam = spam + excluded.spam;
END;
--> statement-breakpoint
CREATE TRIGGER comment_added_counted AFTER INSERT ON comment
WHEN NEW.audience = 'public' AND NEW.state = 'approved' BEGIN
  UPDATE comment SET reply_count = reply_count + 1 WHERE seq IN (NEW.parent_seq, NEW.root_seq);
  UPDATE article SET version = version + 1, comment_count = comment_count +
    CASE WHEN NEW.root_seq IS NULL THEN 1
      ELSE (SELECT state IN ('approved', 'withdrawn') FROM comment WHERE seq = NEW.root_seq) END
    WHERE seq = NEW.article_seq;
END;
--> statement-breakpoint
CREATE TRIGGER comment_moved AFTER UPDATE OF state ON comment WHEN OLD.state <> NEW.state BEGIN
  UPDATE tally SET size = size - 1 WHERE site_seq = NEW.site_seq AND kind = 'comment' AND queue = OLD.state;
  INSERT INTO tally (site_seq, kind, queue, size) VALUES (NEW.site_seq, 'comment', NEW.state, 1)
    ON CONFLICT DO UPDATE SET size = size + 1;
  UPDATE author_record SET
    approved = approved + (NEW.state = 'approved') - (OLD.state = 'approved'),
    rejected = rejected + (NEW.state = 'rejected') - (OLD.state = 'rejected'),
    spam = spam + (NEW.state = 'spam') - (OLD.state = 'spam')
    WHERE site_seq = OLD.site_seq AND author_hash = OLD.author_hash;
END;
--> statement-breakpoint
-- A reply counts while its root's thread is shown (the root is approved, or withdrawn above replies that
-- stay); a root takes the replies below it out of the count when it goes and brings them back with it.
CREATE TRIGGER comment_moved_counted AFTER UPDATE OF state ON comment
WHEN NEW.audience = 'public' AND OLD.state <> NEW.state
  AND (OLD.state IN ('approved', 'withdrawn') OR NEW.state IN ('approved', 'withdrawn')) BEGIN
  UPDATE article SET version = version + 1, comment_count = comment_count
    + CASE WHEN NEW.root_seq IS NULL
        OR (SELECT state IN ('approved', 'withdrawn') FROM comment WHERE seq = NEW.root_seq)
      THEN (NEW.state = 'approved') - (OLD.state = 'approved') ELSE 0 END
    + CASE WHEN NEW.root_seq IS NULL
      THEN NEW.reply_count * ((NEW.state IN ('approved', 'withdrawn')) - (OLD.state IN ('approved', 'withdrawn')))
      ELSE 0 END
    WHERE seq = NEW.article_seq;
  UPDATE comment SET reply_count = reply_count + (NEW.state = 'approved') - (OLD.state = 'approved')
    WHERE seq IN (NEW.parent_seq, NEW.root_seq);
END;
--> statement-breakpoint
CREATE TRIGGER comment_changed AFTER UPDATE OF author_name, badge, subject, body, is_featured, like_count ON comment
WHEN NEW.audience = 'public' AND NEW.state IN ('approved', 'withdrawn') BEGIN
  UPDATE article SET version = version + 1 WHERE seq = NEW.article_seq;
END;
--> statement-breakpoint
CREATE TRIGGER comment_reworded AFTER UPDATE OF author_name, subject, body ON comment BEGIN
  INSERT INTO search_pending (comment_seq) VALUES (NEW.seq) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER comment_reported AFTER UPDATE OF report_count ON comment
WHEN (OLD.report_count > 0) <> (NEW.report_count > 0) BEGIN
  INSERT INTO tally (site_seq, kind, queue, size)
    VALUES (NEW.site_seq, 'comment', 'reported', (NEW.report_count > 0) - (OLD.report_count > 0))
    ON CONFLICT DO UPDATE SET size = size + excluded.size;
END;
--> statement-breakpoint
CREATE TRIGGER comment_ticketed AFTER UPDATE OF ticket ON comment
WHEN (OLD.ticket IS 'open') <> (NEW.ticket IS 'open') BEGIN
  INSERT INTO tally (site_seq, kind, queue, size)
    VALUES (NEW.site_seq, 'comment', 'tickets', (NEW.ticket IS 'open') - (OLD.ticket IS 'open'))
    ON CONFLICT DO UPDATE SET size = size + excluded.size;
END;
--> statement-breakpoint
CREATE TRIGGER like_added AFTER INSERT ON like_vote BEGIN
  UPDATE comment SET like_count = like_count + 1 WHERE seq = NEW.comment_seq;
END;
--> statement-breakpoint
CREATE TRIGGER like_removed AFTER DELETE ON like_vote BEGIN
  UPDATE comment SET like_count = like_count - 1 WHERE seq = OLD.comment_seq;
END;
--> statement-breakpoint
CREATE TRIGGER report_added AFTER INSERT ON report BEGIN
  UPDATE comment SET report_count = report_count + 1 WHERE seq = NEW.comment_seq;
END;
--> statement-breakpoint
CREATE TRIGGER share_added AFTER INSERT ON share BEGIN
  INSERT INTO tally (site_seq, kind, queue, size) VALUES (NEW.site_seq, 'share', NEW.state, 1)
    ON CONFLICT DO UPDATE SET size = size + 1;
END;
--> statement-breakpoint
CREATE TRIGGER share_moved AFTER UPDATE OF state ON share WHEN OLD.state <> NEW.state BEGIN
  UPDATE tally SET size = size - 1 WHERE site_seq = NEW.site_seq AND kind = 'share' AND queue = OLD.state;
  INSERT INTO tally (site_seq, kind, queue, size) VALUES (NEW.site_seq, 'share', NEW.state, 1)
    ON CONFLICT DO UPDATE SET size = size + 1;
END;
--> statement-breakpoint
CREATE TRIGGER share_removed AFTER DELETE ON share BEGIN
  UPDATE tally SET size = size - 1 WHERE site_seq = OLD.site_seq AND kind = 'share' AND queue = OLD.state;
END;
--> statement-breakpoint
-- Decisions are never changed and never deleted.
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN
  SELECT RAISE(ABORT, 'decisions are never changed');
END;
--> statement-breakpoint
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN
  SELECT RAISE(ABORT, 'decisions are never deleted');
END;
