"""Rows of the journal are written once: a trigger refuses DELETE, and UPDATE of anything but the first seal."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION journal_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND
       (OLD.id, OLD.at, OLD.actor_id, OLD.actor_unit_id, OLD.verb, OLD.subject_type, OLD.subject_id, OLD.plan_id, OLD.payload, OLD.digest)
       IS NOT DISTINCT FROM
       (NEW.id, NEW.at, NEW.actor_id, NEW.actor_unit_id, NEW.verb, NEW.subject_type, NEW.subject_id, NEW.plan_id, NEW.payload, NEW.digest)
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is written once';
END $$;
CREATE TRIGGER journal_event_guard BEFORE UPDATE OR DELETE ON journal_event FOR EACH ROW EXECUTE FUNCTION journal_event_guard();
"""

SQLITE = [
    """CREATE TRIGGER journal_event_keep BEFORE DELETE ON journal_event
    BEGIN SELECT RAISE(ABORT, 'the journal is written once'); END""",
    """CREATE TRIGGER journal_event_guard BEFORE UPDATE ON journal_event
    WHEN OLD.position IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor_id IS NOT OLD.actor_id
      OR NEW.actor_unit_id IS NOT OLD.actor_unit_id OR NEW.verb IS NOT OLD.verb OR NEW.subject_type IS NOT OLD.subject_type
      OR NEW.subject_id IS NOT OLD.subject_id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.payload IS NOT OLD.payload
      OR NEW.digest IS NOT OLD.digest
    BEGIN SELECT RAISE(ABORT, 'the journal is written once'); END""",
]


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER journal_event_guard ON journal_event")
        schema_editor.execute("DROP FUNCTION journal_event_guard()")
    else:
        schema_editor.execute("DROP TRIGGER journal_event_guard")
        schema_editor.execute("DROP TRIGGER journal_event_keep")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
