"""Questions with known answers, deterministic scores, and a report: how good Kilde's answers are, measured."""
