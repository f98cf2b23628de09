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
