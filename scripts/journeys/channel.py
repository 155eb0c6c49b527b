"""A channel service of our own: keys, tokens, and a connector that fails when it is told to."""

import collections
import http.server
import json
import socket
import struct
import threading
import time
import urllib.parse

import outgoing
from keys import key

ISSUER = "https://api.botframework.com"
ENTRA_ISSUER = "https://login.microsoftonline.com/{tenantid}/v2.0"


class Fault:
    """What the connector does with one request in place of taking it."""

    def __init__(self, status=None, code=None, retry_after=None, seconds=0, taken=False):
        self.status = status  # None: the connection is reset
        self.body = {"error": {"code": code or "Fault", "message": "as told"}}
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self.seconds = seconds
        self.taken = taken  # whether the user gets the message all the same


Sent = collections.namedtuple("Sent", "at method path conversation answers body status id token")


class Channel:
    """Everything that Microsoft has at the other end."""

    def __init__(self, app, secret):
        self.app, self.secret = app, secret
        self.changed = threading.Condition()
        self.sent, self.faults, self.token_requests = [], [], []
        self.metadata_requests = 0
        self.plans = collections.defaultdict(collections.deque)
        self.token_plan = collections.deque()
        self.tokens, self.hung = set(), {}
        self.channel_keys = [(key("channel"), ["msteams", "emulator"])]
        self.entra_keys = [(key("entra"), None)]
        self._ids = 0
        handler = type("Bound", (_Handler,), {"channel": self})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.base = "http://127.0.0.1:%d" % self.server.server_port
        self.service = self.base + "/teams/"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        for gate in list(self.hung.values()):
            gate.set()
        self.server.shutdown()
        self.server.server_close()

    def hang(self, conversation):
        """Lets the connector of a conversation never answer, until the gate that is given is set."""
        gate = self.hung[conversation] = threading.Event()
        return gate

    def plan(self, conversation, *faults):
        with self.changed:
            self.plans[conversation].extend(faults)

    def of(self, conversation, taken=True):
        """What came for a conversation; only what was taken, unless told otherwise."""
        with self.changed:
            return [
                sent
                for sent in self.sent
                if sent.conversation == conversation
                and (not taken or (sent.status or 0) // 100 == 2)
                and (sent.body or {}).get("type") != "typing"
            ]

    def wait(self, done, seconds=8):
        """Waits until `done()` holds; gives what it gives last."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                value = done()
                left = end - time.monotonic()
                if value or left <= 0:
                    return value
                self.changed.wait(left)

    def wait_for(self, conversation, count=1, seconds=8, taken=True):
        def enough():
            found = self.of(conversation, taken)
            return found if len(found) >= count else None

        return self.wait(enough, seconds) or self.of(conversation, taken)

    def answer(self, method, raw, headers, body):
        """Status, headers and body for a request; None to reset the connection."""
        path = raw.split("?")[0]
        if method == "GET":
            return self._document(path)
        if path == "/token":
            return self._grant(body)
        return self._take(method, raw, headers, body)

    def _document(self, path):
        with self.changed:
            if path == "/v1/.well-known/openidconfiguration":
                self.metadata_requests += 1
                return 200, {}, self._metadata(ISSUER, "/v1/.well-known/keys")
            if path == "/entra/.well-known/openid-configuration":
                return 200, {}, self._metadata(ENTRA_ISSUER, "/entra/keys")
            if path == "/v1/.well-known/keys":
                keys = [k.jwk(endorsements=e) for k, e in self.channel_keys]
                return 200, {}, {"keys": keys}
            if path == "/entra/keys":
                keys = [k.jwk(**({"issuer": i} if i else {})) for k, i in self.entra_keys]
                return 200, {}, {"keys": keys}
        return 404, {}, {}

    def _metadata(self, issuer, keys):
        return {
            "issuer": issuer,
            "jwks_uri": self.base + keys,
            "authorization_endpoint": "https://invalid.botframework.com",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def _grant(self, body):
        form = dict(urllib.parse.parse_qsl(body.decode()))
        with self.changed:
            self.token_requests.append((time.monotonic(), form))
            self.changed.notify_all()
            fault = self.token_plan.popleft() if self.token_plan else None
            wanted = {
                "grant_type": "client_credentials",
                "client_id": self.app,
                "scope": "https://api.botframework.com/.default",
            }
            wrong = {k: form.get(k) for k in wanted if form.get(k) != wanted[k]}
            if wrong:
                self.faults.append("token request with %r" % wrong)
        if fault:
            time.sleep(fault.seconds)
            if fault.status is None:
                return None
            return fault.status, fault.headers, fault.body
        if form.get("client_secret") != self.secret:
            said = "AADSTS7000222: The provided client secret keys for app are expired."
            return 401, {}, {"error": "invalid_client", "error_description": said}
        token = "own-%d-%s" % (len(self.token_requests), key("channel").modulus[:80])
        self.tokens.add(token)
        return 200, {}, {"token_type": "Bearer", "expires_in": 3600, "access_token": token}

    def _take(self, method, raw, headers, body):
        at = time.monotonic()
        segments = [urllib.parse.unquote(part) for part in raw.split("?")[0].split("/")]
        token = (headers.get("Authorization") or "").removeprefix("Bearer ")
        wrong = outgoing.path_faults(raw)
        conversation = answers = None
        match segments:
            case ["", "teams" | "emea", "v3", "conversations"] if method == "POST":
                wrong += outgoing.opening_faults(body)
                conversation = "opening"
            case ["", "teams" | "emea", "v3", "conversations", conversation, "activities"]:
                wrong += outgoing.faults(body)
            case ["", "teams" | "emea", "v3", "conversations", conversation, "activities", answers]:
                wrong += outgoing.faults(body)
            case _:
                wrong.append("%s %s is no address of a connector" % (method, raw))
        if (headers.get("Content-Type") or "").split(";")[0] != "application/json":
            wrong.append("content type %r" % headers.get("Content-Type"))
        try:
            parsed = json.loads(body)
        except ValueError:
            parsed = None
        if answers is None and method == "PUT":
            wrong.append("PUT without an activity")
        if method == "POST" and answers and (parsed or {}).get("replyToId") not in (None, answers):
            wrong.append("replyToId is not the activity in the path")
        if conversation != "opening" and conversation is not None:
            if ((parsed or {}).get("conversation") or {}).get("id") != conversation:
                wrong.append("conversation.id is not the one in the path")
        gate = self.hung.get(conversation)
        if gate:
            gate.wait(60)
        with self.changed:
            self.faults += ["%s %s %s" % (method, conversation, fault) for fault in wrong]
            # A conversation of its own for each member, so that a plan can be made for one.
            plans = self.plans.get(conversation)
            if conversation == "opening" and parsed:
                plans = self.plans.get("opening " + parsed["members"][0]["id"]) or plans
            fault = plans.popleft() if plans else None
        if fault:
            time.sleep(fault.seconds)
        status = fault.status if fault else 201
        if not fault and token not in self.tokens:
            status = 401
        given = None
        with self.changed:
            self._ids += 1
            given = "1:%d" % self._ids
            if conversation == "opening" and status == 201:
                given = "a:opened " + parsed["members"][0]["id"]
            noted = 201 if fault and fault.taken else status
            self.sent.append(
                Sent(at, method, raw, conversation, answers, parsed, noted, given, token)
            )
            self.changed.notify_all()
        if status is None:
            return None
        if status // 100 != 2:
            return status, fault.headers if fault else {}, fault.body if fault else {}
        return status, {}, {"id": given}


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, address):
        """A client that goes away is what half of this is about."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    channel = None

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.channel.answer(self.command, self.path, self.headers, body)
        self.close_connection = answer is None
        if answer is None:
            # A reset, and not an orderly end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        status, headers, value = answer
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    do_GET = do_POST = do_PUT = do_DELETE = _serve

    def log_message(self, *arguments):
        pass
