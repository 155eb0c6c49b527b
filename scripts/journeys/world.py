"""A running Rakel, its channel, its people, and the ways to talk with them."""

import contextlib
import copy
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

import activities
from activities import APP, TENANT, User, encoded
from channel import Channel, ISSUER
from keys import key

_HERE = os.path.dirname(os.path.abspath(__file__))
SECRET = "hemmelig-" + "q" * 30


class Failed(Exception):
    """A check found something."""


def expect(condition, words, *values):
    if not condition:
        raise Failed(words % values if values else words)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Content:
    """The content of the checkout with many more people in it, and the model that was learned from it."""

    def __init__(self, rakel, root, folder, models):
        self.rakel, self.folder = rakel, folder
        os.makedirs(folder)
        for name in ("intents", "qna", "flows"):
            shutil.copytree(os.path.join(root, name), os.path.join(folder, name))
        shutil.copytree(
            os.path.join(_HERE, "flows"), os.path.join(folder, "flows"), dirs_exist_ok=True
        )
        shutil.copy(os.path.join(root, "settings.json"), folder)
        self.users = [
            User("b%03d" % i, "5d0c77e0-0000-4c1a-9b3e-%012x" % (0xA00000 + 7919 * i))
            for i in range(1, 1500)
        ]
        self.pupil = User("elev1", "5d0c77e0-0000-4c1a-9b3e-00000000e001", "pupil")
        self.staff = User("drift1", "5d0c77e0-0000-4c1a-9b3e-00000000d001", "itstaff")
        with open(os.path.join(folder, "users.tsv"), "w") as file:
            for user in self.users + [self.pupil, self.staff]:
                row = (user.id, user.name, user.role, "fjordviken", user.entra)
                file.write("\t".join(row) + "\n")
        self.models = models
        os.makedirs(models, exist_ok=True)


class World:
    """One Rakel with a state of its own."""

    def __init__(self, content, folder, settings=None):
        self.content, self.folder = content, folder
        self.state = os.path.join(folder, "state")
        os.makedirs(self.state)
        os.symlink(content.models, os.path.join(self.state, "models"))
        self.secret_file = os.path.join(folder, "secret")
        with open(self.secret_file, "w") as file:
            file.write(SECRET + "\n")
        os.chmod(self.secret_file, 0o600)
        self.channel = Channel(APP, SECRET)
        self.settings = {
            "server.port": 0,
            "server.maxConnectionsPerAddress": 0,
            "content.watch": "false",
            "bot.appId": APP,
            "bot.tenantId": TENANT,
            "bot.appSecretFile": self.secret_file,
            "bot.allowHTTPOnLoopback": "true",
            "bot.channelMetadata": self.channel.base + "/v1/.well-known/openidconfiguration",
            "bot.entraMetadata": self.channel.base + "/entra/.well-known/openid-configuration",
            "bot.tokenEndpoint": self.channel.base + "/token",
            "bot.pace.tenantPerSecond": 1000,
        } | (settings or {})
        self.log_path = os.path.join(folder, "log")
        open(self.log_path, "w").close()
        # Of the server and of every command; `ahead` is how many seconds its clock is before ours.
        self.environment = {"PATH": os.environ["PATH"]}
        self.ahead = 0
        self._users = iter(content.users)
        self._lock = threading.Lock()
        self._token = None
        self.process = self.port = None

    def own_content(self):
        """Gives this world content of its own, to be changed, and its folder."""
        own = copy.copy(self.content)
        own.folder = os.path.join(self.folder, "content")
        shutil.copytree(self.content.folder, own.folder)
        self.content = own
        return own.folder

    def start(self, wait=True):
        """Starts the server; its port is known once this returns."""
        flags = ["--%s=%s" % pair for pair in self.settings.items()]
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.content.rakel, "serve", "--content", self.content.folder]
                + ["--state.dir=" + self.state]
                + flags,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.environment,
            )
        line = self.process.stdout.readline().decode()
        found = re.search(r"port (\d+)", line)
        if not found:
            self.process.wait()
            raise Failed("rakel serve ended with %s: %s" % (self.process.returncode, self.log()))
        self.port = int(found[1])
        # Nothing more is written there.
        return self

    def stop(self, how=signal.SIGTERM, seconds=25):
        """Stops the server and gives what it exits with; it has `seconds` for that."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failed("did not stop within %d s" % seconds) from None
        finally:
            self.process.stdout.close()

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.channel.close()

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def events(self, name):
        found = []
        for line in self.log().splitlines():
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if event.get("event") == name:
                    found.append(event)
        return found

    def user(self):
        """Somebody whom no other check knows."""
        with self._lock:
            return next(self._users)

    def claims(self, service=None, **changes):
        now = int(time.time()) + self.ahead
        claims = {
            "serviceurl": service or self.channel.service,
            "nbf": now - 60,
            "exp": now + 3000,
            "iss": ISSUER,
            "aud": APP,
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, service=None):
        """The channel's token, good for every activity of this service."""
        if service:
            return key("channel").token(self.claims(service))
        with self._lock:
            if not self._token:
                self._token = key("channel").token(self.claims())
            return self._token

    def request(self, method, path, body=b"", headers=(), seconds=30):
        """Exactly these fields, besides Host and the length."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if body or method == "POST":
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            # A server that refuses early may close before it has read all.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.send(body)
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def post(self, activity, token=None, path="/api/messages", kind="application/json"):
        body = activity if isinstance(activity, bytes) else encoded(activity)
        headers = [("Content-Type", kind)] if kind else []
        headers.append(("Authorization", "Bearer " + (token or self.token())))
        return self.request("POST", path, body, headers)

    def say(self, user, text=None, **changes):
        """Sends a personal message, which must be taken; gives the activity."""
        activity = activities.personal(user, self.channel.service, text, **changes)
        answer = self.post(activity)
        expect(answer.status == 200, "a message was answered %d", answer.status)
        return activity

    def replies(self, activity, count=1, seconds=10):
        """What came in answer to an activity."""
        conversation = activity["conversation"]["id"]

        def found():
            of = [s for s in self.channel.of(conversation) if s.answers == activity["id"]]
            return of if len(of) >= count else None

        replies = self.channel.wait(found, seconds)
        expect(replies, "no reply within %d s", seconds)
        return replies

    def rows(self, query, *values):
        """Reads the database of the server."""
        path = os.path.join(self.state, "rakel.sqlite")
        with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def until(self, query, *values, seconds=10):
        """Waits until a query finds something."""
        end = time.monotonic() + seconds
        while True:
            rows = self.rows(query, *values)
            if rows or time.monotonic() > end:
                return rows
            time.sleep(0.05)

    def metric(self, name):
        """The sum of a metric over its labels that begin as `name` does."""
        text = self.request("GET", "/metrics").body.decode()
        return sum(
            float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name)
        )

    def command(self, *arguments, input=None):
        """Runs another command of Rakel's on the same state."""
        return subprocess.run(
            [self.content.rakel, *arguments]
            + ["--content", self.content.folder, "--state", self.state],
            capture_output=True,
            text=True,
            input=input,
            timeout=30,
            env=self.environment,
        )

    def start_flow(self, user, text):
        """Has the staff start a flow that tells a user something."""
        lines = json.dumps({"flow": "Beskjed", "input": {"user": user.id, "text": text}})
        each = os.path.join(self.folder, "start-%d" % activities.number())
        with open(each, "w") as file:
            file.write(lines + "\n")
        done = self.command("flow", "start", "--each", each, "--as", self.content.staff.id)
        expect(done.returncode == 0, "flow start: %s", done.stderr)

    def worklist(self, user):
        """What the staff has to do about a user."""
        done = self.command("worklist", "list", "--as", self.content.staff.id, "--json")
        expect(done.returncode == 0, "worklist: %s", done.stderr)
        return [line for line in done.stdout.splitlines() if user.id in line]

    def raw(self, data, seconds=10):
        """Sends bytes as they are and gives all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), seconds) as connection:
            connection.sendall(data)
            received = b""
            with contextlib.suppress(socket.timeout, ConnectionResetError):
                while piece := connection.recv(65536):
                    received += piece
            return received

    def leaks(self):
        """What stands in the log that must not."""
        log = self.log()
        found = ["the text %r" % word for word in activities.said() if word in log]
        for line in log.splitlines():
            if line.startswith("{"):
                try:
                    json.loads(line)
                except ValueError:
                    found.append("a line that is no JSON: %.80s" % line)
        found += ["the name %r" % u.name for u in self.content.users if u.name in log]
        found += ["an Entra id" for u in self.content.users if u.entra in log]
        for secret in [self._token, SECRET, *self.channel.tokens]:
            if secret and (secret in log or secret.split(".")[-1][:40] in log):
                found.append("a token or secret")
        return found
