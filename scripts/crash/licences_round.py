"""A round over the licences of a tenant: scanned, freed by a campaign, and given back.

Microsoft Graph is the stand-in of the conformance data, a new one in every round; what it was asked, and what it is at
the end, must be the same however often Rakel is killed.
"""

import collections
import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import outcome
from rounds import Round, Stuck

_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(os.path.dirname(_HERE))
_PLACE = os.path.join(_HERE, "licences")
_SCRIPT = os.path.join(
    os.environ.get("RAKEL_SHARED", os.path.join(_ROOT, "..", "shared")), "graph", "mock_graph.py"
)
# A Monday at ten in the morning.
_BEGINS = datetime.datetime(2027, 2, 1, 9, 0, tzinfo=datetime.timezone.utc)
_TENANT = "6f1d2c3b-0000-4000-8000-00000000abcd"
_CLIENT = "11111111-0000-4000-8000-000000000001"
# It ends with the process that has its input open, however that ends.
_GUARDIAN = """
import os, runpy, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def _python():
    """A Python that can run the stand-in; None where there is none."""
    own = os.path.join(_ROOT, ".build", "python", "bin", "python3")
    for python in (os.environ.get("PYTHON"), own, sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"):
        needs = [python, "-c", "import aiohttp, jsonschema"]
        if python and os.path.exists(python) and not subprocess.run(needs, capture_output=True).returncode:
            return python
    return None


_PYTHON = _python()


def is_possible():
    """Whether there is a stand-in for Graph, and a Python that can run it."""
    return os.path.exists(_SCRIPT) and _PYTHON is not None


class Tenant:
    """A stand-in for Microsoft Graph of one round."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = "http://127.0.0.1:%d" % port
        options = ["--port", str(port), "--users", "160", "--devices", "1", "--seed", "7"]
        options += ["--now", _BEGINS.strftime("%Y-%m-%dT%H:%M:%SZ")]
        self._process = subprocess.Popen(
            [_PYTHON, "-c", _GUARDIAN, _SCRIPT] + options,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # It says its address once it listens.
        self._process.stdout.readline()

    def ask(self, what):
        with urllib.request.urlopen("%s/__mock/%s" % (self.address, what), timeout=60) as answer:
            return json.load(answer)

    def people(self):
        return {
            id: (user["skus"], sorted(user["directSkus"]), user["mailbox"], user["hold"], user["upn"])
            for id, user in self.ask("truth")["users"].items()
        }

    def changes(self):
        """How often something was changed, by who it was."""
        return collections.Counter(
            request["path"]
            for request in self.ask("requests")
            if request["method"] != "GET" and request["path"] != "/$batch" and request["status"] < 300
        )

    def close(self):
        self._process.stdin.close()
        self._process.wait()


class LicencesRound(Round):
    def __init__(self, name, setup, seed, kills=(), is_busy=False):
        # Nobody is asked anything.
        super().__init__(name, setup, seed, kills, False)
        self.content = os.path.join(self.folder, "content")
        self.found = []
        self.freed = 0

    def run(self):
        tenant = Tenant()
        try:
            self._run(tenant)
        finally:
            tenant.close()
        if self.found:
            raise Stuck("; ".join(self.found[:5]))

    def _run(self, tenant):
        before = tenant.people()
        self._write_content(tenant, before)
        self.plug.shift(int(_BEGINS.timestamp() - time.time()))
        self._arm()
        self.insist("licences", "scan", "--as", "ida", "--json")
        plan = json.loads(self.insist("campaign", "plan", "policy", "--as", "ida", "--json"))
        members = plan["accounts"]
        # Where the start was killed after it was kept, nobody is left to take part: 1.
        confirmed = ["--apply", "--yes", str(members), "--plan", plan["plan"]]
        self.insist("campaign", "start", "policy", *confirmed, "--as", "ida", ok=(0, 1))
        self._work()
        self._judge_freeing(tenant, before)
        self._give_back()
        self._judge_the_end(tenant, before)

    def _work(self):
        for _ in range(60):
            self.insist("flow", "work", "--until-idle", "2")
            running = outcome.read(
                self.database,
                lambda c: c.execute(
                    "SELECT count(*) FROM execution WHERE status = 'running' AND flow = 'free'"
                ).fetchone()[0],
            )
            if not running and self._rows():
                return
        raise Stuck("the licences are not freed")

    def _rows(self):
        sql = "SELECT user, product, status FROM licenceRemoval ORDER BY number"
        return outcome.read(self.database, lambda c: [tuple(row) for row in c.execute(sql).fetchall()])

    def _give_back(self):
        for _ in range(60):
            left = [row for row in self._rows() if row[2] != "undone"]
            if not left:
                return
            # Killed in the midst of it, fewer are left: 1.
            words = ["undo", "1", "--as", "ida", "--apply", "--yes", str(len(left))]
            self.insist("licences", *words, ok=(0, 1))
        raise Stuck("not all is given back: %s" % self._rows())

    def _judge_freeing(self, tenant, before):
        rows, after = self._rows(), tenant.people()
        self.freed = len(rows)
        if any(status != "done" for _, _, status in rows):
            self.found.append("not confirmed: %s" % rows)
        if len(set(rows)) != len(rows):
            self.found.append("twice in the ledger: %s" % rows)
        lost = sorted(
            (id, sku) for id in before for sku in set(before[id][1]) - set(after[id][1])
        )
        if lost != sorted((user, product) for user, product, _ in rows):
            self.found.append("the ledger has %s, and the tenant lost %s" % (rows, lost))
        if any(count > 1 for count in tenant.changes().values()):
            self.found.append("changed more than once: %s" % tenant.changes())

    def _judge_the_end(self, tenant, before):
        after = tenant.people()
        for id in before:
            if (sorted(after[id][0]), *after[id][1:]) != (sorted(before[id][0]), *before[id][1:]):
                self.found.append("%s is not as it was: %s, %s" % (id, before[id], after[id]))

    def _write_content(self, tenant, people):
        flows = os.path.join(self.content, "flows")
        os.makedirs(os.path.join(flows, "campaigns"))
        shutil.copy(os.path.join(_ROOT, "flows", "campaign.asl.json"), flows)
        shutil.copy(os.path.join(_PLACE, "free.asl.json"), flows)
        shutil.copy(os.path.join(_PLACE, "policy.json"), os.path.join(flows, "campaigns"))
        shutil.copytree(os.path.join(_ROOT, "licences"), os.path.join(self.content, "licences"))
        shutil.copytree(os.path.join(_HERE, "content", "intents"), os.path.join(self.content, "intents"))
        self._write("users.tsv", "ida\tIda\titstaff\tmolde\n")
        self._write("secret", "s3cret-full")
        holds = ["UserPrincipalName"] + [user[4] for user in people.values() if user[3]]
        path = self._write("holds.csv", "\n".join(holds))
        os.utime(path, (_BEGINS.timestamp(), _BEGINS.timestamp()))
        shutil.copy(os.path.join(_ROOT, "settings.json"), self.content)
        graph = {
            "tenantId": _TENANT, "clientId": _CLIENT, "clientSecretFile": "secret",
            "login": tenant.address, "endpoint": tenant.address, "changes": True,
        }
        self._write("server.json", json.dumps({"graph": graph, "licences": {"holds": "holds.csv"}}))

    def _write(self, name, text):
        path = os.path.join(self.content, name)
        with open(path, "w") as file:
            file.write(text)
        return path


class Expected:
    """What the rounds without a kill came to."""

    def __init__(self, round):
        self._freed = round.freed
        self._ends = self._flows(round)
        self.ends = outcome.ends(round.database)
        self.keys = {}

    def faults(self):
        """What shows that the round was not what it is here for."""
        return [] if self._freed >= 4 else ["only %d licences are freed" % self._freed]

    def judge(self, round):
        """What a round that came to its end did otherwise than the one that was never interrupted."""
        found = []
        if round.freed != self._freed:
            found.append("%d licences are freed, not %d" % (round.freed, self._freed))
        if self._flows(round) != self._ends:
            found.append("the flows end as %s" % self._flows(round))
        return found

    @staticmethod
    def _flows(round):
        sql = "SELECT user, status, output FROM execution WHERE flow = 'free' ORDER BY name"
        return outcome.read(round.database, lambda c: [tuple(row) for row in c.execute(sql).fetchall()])
