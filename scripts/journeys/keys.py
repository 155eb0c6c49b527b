"""RSA keys (made by the openssl command) and the tokens that they sign, true ones and forged ones."""

import base64
import hashlib
import hmac
import json
import subprocess
import threading

# DER of a SHA-256 DigestInfo up to the digest (RFC 8017 §9.2, note 1).
_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def b64(data):
    """base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(value):
    return b64(json.dumps(value, separators=(",", ":")).encode())


def _integers(der):
    """The INTEGERs in the one SEQUENCE of a PKCS#1 key."""

    def header(at):
        length, at = der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(der[at : at + count], "big"), at + count
        return at, length

    at, length = header(0)
    end, found = at + length, []
    while at < end:
        at, length = header(at)
        found.append(int.from_bytes(der[at : at + length], "big"))
        at += length
    return found


class Key:
    """An RSA key with the name under which it is published."""

    def __init__(self, kid, bits=2048):
        pem = subprocess.run(
            ["openssl", "genrsa", "-traditional", str(bits)], check=True, capture_output=True
        ).stdout
        der = subprocess.run(
            ["openssl", "rsa", "-traditional", "-outform", "DER"],
            check=True,
            capture_output=True,
            input=pem,
        ).stdout
        _, self.n, self.e, _, self.p, self.q, self.dp, self.dq, self.qinv = _integers(der)
        self.kid = kid
        self.size = (self.n.bit_length() + 7) // 8

    def sign(self, message):
        """RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2.1)."""
        tail = _DIGEST_INFO + hashlib.sha256(message).digest()
        padded = b"\0\1" + b"\xff" * (self.size - 3 - len(tail)) + b"\0" + tail
        m = int.from_bytes(padded, "big")
        m1, m2 = pow(m, self.dp, self.p), pow(m, self.dq, self.q)
        s = m2 + (self.qinv * (m1 - m2) % self.p) * self.q
        return s.to_bytes(self.size, "big")

    @property
    def modulus(self):
        return b64(self.n.to_bytes(self.size, "big"))

    @property
    def exponent(self):
        return b64(self.e.to_bytes(3, "big"))

    def jwk(self, **members):
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": self.modulus,
            "e": self.exponent,
        } | members

    def token(self, claims, header=None, drop=()):
        """A JWT of these claims; `header` replaces and adds, `drop` takes out of the header."""
        head = {"alg": "RS256", "typ": "JWT", "kid": self.kid, "x5t": self.kid} | (header or {})
        head = {name: value for name, value in head.items() if name not in drop}
        signed = part(head) + "." + part(claims)
        return signed + "." + b64(self.sign(signed.encode()))


def hs256(claims, secret, kid):
    signed = part({"alg": "HS256", "typ": "JWT", "kid": kid}) + "." + part(claims)
    return signed + "." + b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())


_made = {}
_lock = threading.Lock()


def key(kid):
    """The key of that name; made once, for making one takes a while."""
    with _lock:
        if kid not in _made:
            _made[kid] = Key(kid)
        return _made[kid]
