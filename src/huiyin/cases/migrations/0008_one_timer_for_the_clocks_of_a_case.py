"""A case has one timer for all its clocks, where each clock had its own."""

from django.db import migrations

TOGETHER = """
    INSERT INTO timers_timer (kind, subject, due_at, visible_at, attempts, error)
    SELECT 'cases.clocks', CAST(clock.case_id AS varchar(60)), MIN(timer.due_at),
           MIN(timer.due_at), 0, ''
    FROM timers_timer timer
    JOIN cases_clock clock ON CAST(clock.id AS varchar(60)) = timer.subject
    WHERE timer.kind = 'cases.clock'
    GROUP BY clock.case_id
"""
# An earlier version looks again at what rings too soon, and sets it right.
APART = """
    INSERT INTO timers_timer (kind, subject, due_at, visible_at, attempts, error)
    SELECT 'cases.clock', CAST(clock.id AS varchar(60)), timer.due_at, timer.due_at, 0, ''
    FROM timers_timer timer
    JOIN cases_clock clock ON CAST(clock.case_id AS varchar(60)) = timer.subject
    WHERE timer.kind = 'cases.clocks' AND clock.state <> 'stopped'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_spared_ratings"),
        ("timers", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            [TOGETHER, "DELETE FROM timers_timer WHERE kind = 'cases.clock'"],
            [APART, "DELETE FROM timers_timer WHERE kind = 'cases.clocks'"],
        ),
    ]
