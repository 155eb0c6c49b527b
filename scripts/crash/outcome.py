"""What a round came to, in a form in which two rounds that came to the same are equal."""

import json
import re
import sqlite3
import time

# What is another one in every round: moments, numbers given in the order things happened, and secrets.
_VOLATILE = {
    "id", "number", "time", "created", "changed", "asked", "settled", "delivered", "due", "token",
    "hash", "seed", "started", "ended", "entered", "claimed", "done",
}
_OWN = {"layout", "definition", "execution", "event"}
# What may come again, or not at all, where a call is made again.
_EVENTS_OF_CALLS = {"called", "retried", "broke"}


def read(path, body):
    # The last reader of a database that may write would tidy up after it; this one leaves all as it is.
    connection = sqlite3.connect("file:%s?mode=ro" % path, uri=True, timeout=10)
    try:
        connection.row_factory = sqlite3.Row
        return body(connection)
    finally:
        connection.close()


def standing(path):
    """Gives (how many executions have not ended, whether one is due soon, open tokens, open work items)."""

    def body(connection):
        running, due = connection.execute(
            "SELECT count(*), min(due) FROM execution WHERE status = 'running'"
        ).fetchone()
        tokens = connection.execute(
            "SELECT token FROM question WHERE state = 'open' AND text LIKE '%heter%' ORDER BY id"
        ).fetchall()
        items = connection.execute(
            "SELECT number FROM workItem WHERE token IS NOT NULL AND kind = 'prepare'"
            " AND status NOT IN ('done', 'cancelled') ORDER BY number"
        ).fetchall()
        is_due = due is not None and due < (time.time() + 2) * 1000
        return running, is_due, [row[0] for row in tokens], [row[0] for row in items]

    return read(path, body)


def ends(path):
    """The status of each execution, items and branches among them, by name."""
    sql = "SELECT name, status FROM execution"
    return read(path, lambda connection: dict(map(tuple, connection.execute(sql))))


def faults(path):
    """What is wrong with a database in itself, whatever round it is of."""

    def body(connection):
        found = []
        check = connection.execute("PRAGMA integrity_check").fetchall()
        if [row[0] for row in check] != ["ok"]:
            found.append("integrity_check: %s" % check[0][0])
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            found.append("foreign_key_check")
        for row in connection.execute("SELECT * FROM execution"):
            numbers = [
                event[0]
                for event in connection.execute(
                    "SELECT number FROM event WHERE execution = ? ORDER BY number", (row["id"],)
                )
            ]
            if numbers != list(range(1, row["events"] + 1)):
                found.append("%s: a gap in the history" % row["name"])
            if row["status"] in ("running", "queued"):
                found.append("%s has not ended" % row["name"])
        for row in connection.execute("SELECT text FROM question WHERE state = 'open'"):
            found.append("the question '%s' is still open" % row["text"])
        return found

    return read(path, body)


def outcome(path):
    """Every execution with its path and its end, and every local effect; a sorted list of texts."""

    def body(connection):
        lines = []
        for row in connection.execute("SELECT * FROM execution"):
            events = connection.execute(
                "SELECT kind, state FROM event WHERE execution = ? ORDER BY number", (row["id"],)
            )
            way = [
                "%s %s" % (event["kind"], event["state"])
                for event in events
                if event["kind"] not in _EVENTS_OF_CALLS
            ]
            lines.append(
                "%s: %s %s %s; %s"
                % (row["name"], row["status"], row["output"], row["error"], ", ".join(way))
            )
        for table in _tables(connection):
            for row in connection.execute('SELECT * FROM "%s"' % table):
                lines.append("%s: %s" % (table, _effect(table, dict(row))))
        return sorted(lines)

    return read(path, body)


def _tables(connection):
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [row[0] for row in rows if row[0] not in _OWN and not row[0].startswith("sqlite_")]


def _effect(table, row):
    if table == "audit" and row["kind"] in ("case", "item"):
        row["subject"] = ""
    if table == "question":
        row["message"] = ""
    kept = {key: value for key, value in row.items() if key not in _VOLATILE and value is not None}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return re.sub(r'rakelQuestion\W+\d+', "rakelQuestion", text)
