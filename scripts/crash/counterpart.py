"""The other side of every call: it keeps idempotency keys, applies each once, and is not always well."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Ledger:
    """What came from one round."""

    def __init__(self):
        self.attempts = {}  # key → the bodies, in order
        self.applied = {}  # key → what it was answered when it was applied
        self.lock = threading.Lock()

    def take(self, manner, key, body):
        """Gives (status, answer, whether the answer gets through)."""
        with self.lock:
            bodies = self.attempts.setdefault(key, [])
            bodies.append((manner, body))
            is_first = len(bodies) == 1
            if manner == "refuse":
                return 422, {"refused": True}, True
            if is_first and manner == "busy":
                return 500, {}, True
            if is_first and manner == "deaf":
                return 500, {}, False
            answer = self.applied.setdefault(key, json.loads(body))
            return 200, answer, not (is_first and manner == "lost")


class Counterpart:
    """A server for all rounds; the first part of a path is the round, the second the manner.

    `apply` answers; `busy` fails first; `deaf` hangs up first; `lost` applies and hangs up first; `refuse` refuses.
    """

    def __init__(self):
        self.ledgers = {}
        self._server = _Server(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return "127.0.0.1:%d" % self._server.server_port

    def ledger(self, name):
        return self.ledgers.setdefault(name, Ledger())

    def _handler(self):
        ledgers = self.ledgers

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                _, name, manner = self.path.split("/")
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                key = self.headers["Idempotency-Key"]
                status, answer, is_heard = ledgers[name].take(manner, key, body)
                if not is_heard:
                    self.close_connection = True
                    return
                data = json.dumps(answer).encode()
                head = "HTTP/1.1 %d .\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                self.wfile.write((head % (status, len(data))).encode() + data)

            def log_message(self, *_):
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        # Whoever called was killed; that is what this is all about.
        pass
