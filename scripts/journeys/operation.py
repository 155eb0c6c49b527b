"""Health, metrics, content that changes, settings, and a disk in trouble."""

import contextlib
import gzip
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
from functools import partial

import activities
from activities import User
from group import Group
from world import expect


def _health(world):
    for path, text in (("/healthz", b"ok"), ("/readyz", b"ready")):
        answer = world.request("GET", path)
        expect(answer.status == 200 and answer.body.startswith(text), "%s: %r", path, answer.body)
    for path in ("/", "/api", "/api/messages/", "/api/messages?x=1/..", "/../etc/passwd"):
        answer = world.request("GET", path)
        expect(answer.status in (400, 404, 405), "%s: %d", path, answer.status)


_LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+(Inf|NaN)?\Z')


def _metrics(world):
    """The text of Prometheus, without anything of anybody's in it."""
    activity = world.say(world.user())
    world.replies(activity)
    text = world.request("GET", "/metrics").body.decode()
    wrong = [line for line in text.splitlines() if line[:1] != "#" and not _LINE.match(line)]
    expect(not wrong, "%r", wrong[:3])
    for word in activities.said()[-200:] + [activities.TENANT, activities.APP]:
        expect(word not in text, "%r is in the metrics", word)
    expect("rakel_turns_total" in text, "no turns")


def _metrics_from(make_world, settings, forwarded, status):
    world = make_world(settings).start()
    fields = [("X-Forwarded-For", forwarded)] if forwarded else []
    answer = world.request("GET", "/metrics", headers=fields)
    expect(answer.status == status, "answered %d", answer.status)
    expect(world.stop() == 0, "did not stop in order")


def _add_user(folder):
    user = User(
        "ny%d" % activities.number(), "5d0c77e0-1111-4c1a-9b3e-00000000%04x" % activities.number()
    )
    with open(os.path.join(folder, "users.tsv"), "a") as file:
        file.write("\t".join((user.id, "Ny", "employee", "åsdal", user.entra)) + "\n")
    return user


def _is_known(world, user):
    activity = activities.personal(user, world.channel.service)
    expect(world.post(activity).status == 200, "not taken")
    return bool(world.until("SELECT 1 FROM inbox WHERE user = ?", user.id, seconds=1))


def _until_metric(world, name, least=1, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if world.metric(name) >= least:
            return True
        time.sleep(0.2)
    return False


def _reload(make_world, watch):
    """A good edit is served, a bad one is not, and says so; the old goes on meanwhile."""
    world = make_world({"content.watch": "true" if watch else "false"})
    folder = world.own_content()
    world.start()

    def tell():
        if not watch:
            world.process.send_signal(signal.SIGHUP)

    user = _add_user(folder)
    tell()
    expect(_until_metric(world, 'rakel_content_reloads_total{outcome="done"}'), "not taken up")
    expect(_is_known(world, user), "the new user is not known")

    flow = os.path.join(folder, "flows", "Beskjed.asl.json")
    with open(flow) as file:
        good = file.read()
    with open(flow, "w") as file:
        file.write(good.replace('"StartAt": "Tell"', '"StartAt": "Nowhere"'))
    other = _add_user(folder)
    tell()
    refused = 'rakel_content_reloads_total{outcome="refused"}'
    expect(_until_metric(world, refused), "a bad edit is not refused")
    expect("Beskjed.asl.json" in world.log(), "does not say what is wrong")
    expect(world.events("content.refused"), "not logged")
    expect(not _is_known(world, other), "half of a bad edit counts")
    world.replies(world.say(user))
    with open(flow, "w") as file:
        file.write(good)
    tell()
    done = 'rakel_content_reloads_total{outcome="done"}'
    expect(_until_metric(world, done, 2), "not taken up again")
    other = _add_user(folder)
    tell()
    expect(_until_metric(world, done, 3), "not taken up a third time")
    expect(_is_known(world, other), "the third user is not known")
    expect(world.stop() == 0, "did not stop in order")


def _removed(make_world):
    """Who is taken out of the directory is out."""
    world = make_world()
    folder = world.own_content()
    world.start()
    user = world.user()
    world.replies(world.say(user))
    path = os.path.join(folder, "users.tsv")
    with open(path) as file:
        rows = [row for row in file if not row.startswith(user.id + "\t")]
    with open(path, "w") as file:
        file.writelines(rows)
    world.process.send_signal(signal.SIGHUP)
    expect(_until_metric(world, 'rakel_content_reloads_total{outcome="done"}'), "not taken up")
    before = world.metric("rakel_access_refused_total")
    activity = activities.personal(user, world.channel.service)
    expect(world.post(activity).status == 200, "not taken")
    expect(world.metric("rakel_access_refused_total") == before + 1, "still let in")
    expect(world.stop() == 0, "did not stop in order")


def _many_signals(make_world):
    """Thirty SIGHUP in traffic."""
    world = make_world()
    world.start()
    for _ in range(30):
        world.process.send_signal(signal.SIGHUP)
        world.say(world.user())
    last = world.say(world.user())
    world.replies(last)
    expect(world.stop() == 0, "did not stop in order")


def _locked(make_world, seconds):
    """The database is locked for a while: what was taken is answered; the rest is when it comes again."""
    world = make_world().start()
    world.replies(world.say(world.user()))
    activity = activities.personal(world.user(), world.channel.service)
    path = os.path.join(world.state, "rakel.sqlite")
    with contextlib.closing(
        sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    ) as connection:
        connection.execute("BEGIN IMMEDIATE")
        release = threading.Timer(seconds, connection.execute, ["ROLLBACK"])
        release.start()
        began = time.monotonic()
        status = world.post(activity).status
        took = time.monotonic() - began
        release.join()
    expect(status in (200, 503) and took < 12, "answered %d after %.1f s", status, took)
    if status != 200:
        expect(world.post(activity).status == 200, "not taken afterwards")
    world.replies(activity, seconds=15)
    time.sleep(0.5)
    count = len(world.channel.of(activity["conversation"]["id"]))
    expect(count == 1, "answered %d times", count)
    expect(world.stop() == 0, "did not stop in order")
    return "%d after %.1f s" % (status, took)


def _checked(make_world, settings, status, words):
    """What --check-config says of settings."""
    world = make_world()
    flags = ["--%s=%s" % pair for pair in (world.settings | settings).items() if pair[1] != ""]
    done = subprocess.run(
        [world.content.rakel, "serve", "--check-config", "--content", world.content.folder]
        + ["--state.dir=" + world.state]
        + flags,
        capture_output=True,
        text=True,
        timeout=30,
        env={"PATH": os.environ["PATH"]},
    )
    expect(done.returncode == status, "exit status %d: %s", done.returncode, done.stderr)
    expect(words in done.stdout + done.stderr, "%r", done.stderr)


def _order(make_world):
    """Flag before environment before file before default; a secret is never shown."""
    world = make_world()
    path = os.path.join(world.folder, "server.json")
    with open(path, "w") as file:
        json.dump({"server": {"port": 1001, "host": "127.0.0.2"}, "log": {"level": "warning"},
                   "bot": {"appSecret": "ukjent-hemmelighet"}}, file)  # fmt: skip

    def shown(*flags, **environment):
        done = subprocess.run(
            [world.content.rakel, "settings", "--config", path, "--json"]
            + ["--content", world.content.folder, *flags],
            capture_output=True,
            text=True,
            timeout=30,
            env={"PATH": os.environ["PATH"]} | environment,
        )
        expect("ukjent-hemmelighet" not in done.stdout + done.stderr, "a secret is shown")
        return done.stdout

    expect("1001" in shown(), "the file does not count")
    both = shown(RAKEL_SERVER_PORT="1002")
    expect("1002" in both and "1001" not in both, "the environment does not count")
    all_three = shown("--server.port=1003", RAKEL_SERVER_PORT="1002")
    expect("1003" in all_three and "1002" not in all_three, "the flag does not count")


def _encoded(world):
    """A body that is compressed is not read as if it were not, nor unpacked."""
    body = activities.encoded(activities.personal(world.user(), world.channel.service))
    fields = [
        ("Content-Type", "application/json"),
        ("Content-Encoding", "gzip"),
        ("Authorization", "Bearer " + world.token()),
    ]
    answer = world.request("POST", "/api/messages", gzip.compress(body), fields)
    expect(answer.status in (400, 415), "answered %d", answer.status)


def _kept_alive(world):
    """Ten messages on one connection, the last five without waiting for answers."""
    user = world.user()
    sent = [activities.personal(user, world.channel.service) for _ in range(10)]
    requests = []
    for activity in sent:
        body = activities.encoded(activity)
        head = "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        head += "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
        requests.append((head % (world.token(), len(body))).encode() + body)
    with socket.create_connection(("127.0.0.1", world.port), 10) as connection:
        for request in requests[:5]:
            connection.sendall(request)
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(4096)
            expect(received.startswith(b"HTTP/1.1 200"), "%r", received[:60])
        connection.sendall(b"".join(requests[5:]))
        received = b""
        while received.count(b"HTTP/1.1 200") < 5:
            piece = connection.recv(4096)
            expect(piece, "closed after %r", received)
            received += piece
    found = world.channel.wait_for(user.chat, 10)
    expect([s.answers for s in found] == [a["id"] for a in sent], "%d answers", len(found))


def _cut_off(world):
    """A body that ends too soon is nobody's message."""
    user = world.user()
    body = activities.encoded(activities.personal(user, world.channel.service))
    head = "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    head += "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n" % (
        world.token(),
        len(body) + 9,
    )
    with socket.create_connection(("127.0.0.1", world.port), 10) as connection:
        connection.sendall(head.encode() + body)
    time.sleep(0.3)
    expect(not world.rows("SELECT 1 FROM inbox WHERE user = ?", user.id), "was taken")
    world.replies(world.say(user))


def _slow_clients(world):
    """A hundred clients that send next to nothing hold nobody up."""
    idle = [socket.create_connection(("127.0.0.1", world.port), 5) for _ in range(100)]
    try:
        for connection in idle:
            connection.sendall(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Le")
        began = time.monotonic()
        world.replies(world.say(world.user()))
        expect(time.monotonic() - began < 2, "took %.1f s", time.monotonic() - began)
        # As slowly as can be; the whole request has its time, and not each byte of it.
        slow = idle[0]
        slow.settimeout(1)
        end = time.monotonic() + 8
        closed = False
        while time.monotonic() < end and not closed:
            try:
                slow.sendall(b"n")
                closed = slow.recv(1000) == b"" or True
            except socket.timeout:
                pass
            except OSError:
                closed = True
        expect(closed, "goes on for ever")
    finally:
        for connection in idle:
            connection.close()


def _masked(world):
    """What must not be kept is nowhere in the database."""
    user = world.user()
    secret = "Hemmelig%dQx7" % activities.number()
    world.replies(world.say(user, "passordet mitt er " + secret))
    time.sleep(0.3)
    for name in os.listdir(world.state):
        if name.startswith("rakel.sqlite"):
            with open(os.path.join(world.state, name), "rb") as file:
                expect(secret.encode() not in file.read(), "is in %s", name)
    expect(secret not in world.log(), "is in the log")


GROUPS = [
    Group(
        "operation",
        [("health", _health), ("metrics", _metrics), ("slow clients", _slow_clients),
         ("a password", _masked), ("a body in gzip", _encoded), ("one connection", _kept_alive),
         ("a body that is cut off", _cut_off)],
        {"server.requestSeconds": 4},
    ),
    Group(
        "metrics from",
        [
            ("here", partial(_metrics_from, settings={}, forwarded=None, status=200)),
            ("a client that says it is here", partial(
                _metrics_from, settings={"server.metricsFrom": "10.0.0.0/8"},
                forwarded="10.1.2.3", status=404)),
            ("elsewhere, by a trusted proxy", partial(
                _metrics_from, settings={"server.trustedProxies": "127.0.0.1"},
                forwarded="203.0.113.9", status=404)),
            ("an allowed net, by a trusted proxy", partial(
                _metrics_from, settings={"server.trustedProxies": "127.0.0.1",
                                         "server.metricsFrom": "10.0.0.0/8"},
                forwarded="10.1.2.3", status=200)),
            ("a proxy that was lied to", partial(
                _metrics_from, settings={"server.trustedProxies": "127.0.0.1",
                                         "server.metricsFrom": "10.0.0.0/8"},
                forwarded="10.1.2.3, 203.0.113.9", status=404)),
        ],
        makes_worlds=True, workers=2,
    ),
    Group(
        "content that changes",
        [("SIGHUP", partial(_reload, watch=False)), ("the folder", partial(_reload, watch=True)),
         ("somebody is taken out", _removed), ("thirty signals", _many_signals)],
        makes_worlds=True, workers=2,
    ),
    Group(
        "a locked database",
        [("for two seconds", partial(_locked, seconds=2)),
         ("for nine seconds", partial(_locked, seconds=9))],
        makes_worlds=True,
    ),
    Group(
        "settings",
        [
            ("in order", partial(_checked, settings={}, status=0, words="can be used")),
            ("the order of places", _order),
            ("a port that is none", partial(
                _checked, settings={"server.port": "x"}, status=1, words="server.port")),
            ("a secret's file that is not there", partial(
                _checked, settings={"bot.appSecretFile": "/nowhere"}, status=1, words="/nowhere")),
            ("no tenant", partial(
                _checked, settings={"bot.tenantId": ""}, status=1, words="bot.tenantId")),
            ("a misspelt key", partial(
                _checked, settings={"server.prot": "1"}, status=2, words="server.prot")),
            ("a secret as a flag", partial(
                _checked, settings={"webhook.keys": "a=b"}, status=2, words="webhook.keysFile")),
            ("the Emulator open to the network", partial(
                _checked, settings={"server.host": "0.0.0.0", "bot.emulator.enabled": "true",
                                    "bot.emulator.user": "drift1"}, status=1, words="Emulator")),
        ],
        makes_worlds=True, workers=2,
    ),
]  # fmt: skip
