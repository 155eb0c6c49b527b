"""What makes tokens, good ones and bad ones."""

import json
import time

from activities import APP, OTHER_TENANT, TENANT
from channel import ISSUER
from keys import b64, hs256, key, part

CALLER = "9a0b8c7d-1111-4222-8333-444455556666"


def _now(seconds):
    return int(time.time()) + seconds


class _From:
    """A moment so many seconds from when the token is made, which is long after the table is."""

    def __init__(self, seconds):
        self.seconds = seconds


def _made(claims):
    """Claims with their moments."""
    return {name: _now(value.seconds) if isinstance(value, _From) else value for name, value in claims.items()}


def _signed(kid="channel", header=None, drop=(), **claims):
    return lambda world: key(kid).token(world.claims(**_made(claims)), header, drop)


def entra(kid="entra", version="2.0", tenant=TENANT, application=APP, **changes):
    """A token as Entra makes it for an application."""

    def make(world):
        issuer = "https://login.microsoftonline.com/%s/v2.0" % tenant
        if version == "1.0":
            issuer = "https://sts.windows.net/%s/" % tenant
        claims = {
            "iss": issuer,
            "aud": APP,
            "tid": tenant,
            "ver": version,
            "azp" if version == "2.0" else "appid": application,
            "nbf": _now(-60),
            "exp": _now(3000),
        } | _made(changes)
        return key(kid).token({name: value for name, value in claims.items() if value is not None})

    return make


def _pem(world):
    """The public key as an attacker has it, for HS256 under it (RFC 8725 §2.1)."""
    found = key("channel")
    return (found.modulus + found.exponent).encode()


def _tampered(position):
    def make(world):
        parts = world.token().split(".")
        changed = list(parts[position])
        changed[len(changed) // 2] = "A" if changed[len(changed) // 2] != "A" else "B"
        parts[position] = "".join(changed)
        return ".".join(parts)

    return make


def _jwk(world):
    """Its own key in its header."""
    own = key("attacker")
    return own.token(world.claims(), {"jwk": own.jwk(), "kid": "attacker"})


def _other_payload(world):
    """The signature of one token under the claims of another."""
    head, _, signature = world.token().split(".")
    return ".".join([head, part(world.claims(exp=_now(9000))), signature])


def _padded(world):
    return ".".join(piece + "=" * (-len(piece) % 4) for piece in world.token().split("."))


def _standard(world):
    """Base64 with + and / in place of - and _."""
    head, body, signature = world.token().split(".")
    ours = signature.replace("-", "+").replace("_", "/")
    return ".".join([head, body, ours if ours != signature else signature + "+"])


def _trailing_bits(world):
    """The last character with other bits where none count: another text for the same signature."""
    token = world.token()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]


def _twice(claim, first, second):
    """A claim that occurs twice."""

    def make(world):
        claims = json.dumps(world.claims(**{claim: None}))
        body = claims[:-1] + ', "%s": %s, "%s": %s}' % (
            claim,
            json.dumps(first),
            claim,
            json.dumps(second),
        )
        own = key("channel")
        head = part({"alg": "RS256", "typ": "JWT", "kid": "channel"})
        signed = head + "." + b64(body.encode())
        return signed + "." + b64(own.sign(signed.encode()))

    return make


# What makes a token, each to be refused.
FORGED = [
    ("alg none", lambda w: part({"alg": "none", "typ": "JWT"}) + "." + part(w.claims()) + "."),
    ("alg None, signed", _signed(header={"alg": "None"})),
    ("alg missing", _signed(drop=("alg",))),
    ("alg RS384", _signed(header={"alg": "RS384"})),
    ("alg rs256", _signed(header={"alg": "rs256"})),
    ("alg as a list", _signed(header={"alg": ["RS256"]})),
    ("HS256 under the public key", lambda w: hs256(w.claims(), _pem(w), "channel")),
    ("HS256 under the app id", lambda w: hs256(w.claims(), APP.encode(), "channel")),
    ("another key under a known kid", _signed("attacker", header={"kid": "channel"})),
    ("unknown kid", _signed("attacker")),
    ("no kid", _signed(header={"kid": None}, drop=("kid",))),
    ("empty kid", _signed(header={"kid": ""})),
    ("kid as a number", _signed(header={"kid": 1})),
    ("kid as a path", _signed(header={"kid": "../../keys"})),
    ("jku of the attacker's", lambda w: _signed("attacker", {"jku": w.channel.base + "/x"})(w)),
    ("x5u of the attacker's", lambda w: _signed("attacker", {"x5u": w.channel.base + "/x"})(w)),
    ("jwk in the header", _jwk),
    ("crit header", _signed(header={"crit": ["exp"], "exp": 1})),
    ("expired", _signed(exp=_From(-3600), nbf=_From(-7200))),
    ("expired beyond the skew", _signed(exp=_From(-310), nbf=_From(-7200))),
    ("no exp", _signed(exp=None)),
    ("exp as a text", _signed(exp=str(_now(3000)))),
    ("exp as a list", _signed(exp=[_now(3000)])),
    ("exp beyond any number", lambda w: _endless(w)),
    ("not valid before an hour", _signed(nbf=_From(3600))),
    ("nbf beyond the skew", _signed(nbf=_From(330))),
    ("nbf as a text", _signed(nbf="soon")),
    ("iss missing", _signed(iss=None)),
    ("iss with a slash", _signed(iss=ISSUER + "/")),
    ("iss in capitals", _signed(iss=ISSUER.upper())),
    ("iss by http", _signed(iss=ISSUER.replace("https", "http"))),
    ("iss of the government cloud", _signed(iss="https://api.botframework.us")),
    ("iss as a list", _signed(iss=[ISSUER])),
    ("iss with a suffix", _signed(iss=ISSUER + ".evil.example")),
    ("aud missing", _signed(aud=None)),
    ("aud of another bot", _signed(aud="00000000-0000-0000-0000-000000000001")),
    ("aud with our id as a prefix", _signed(aud=APP + "0")),
    ("aud a prefix of our id", _signed(aud=APP[:-1])),
    ("aud empty", _signed(aud="")),
    ("aud as a list with another", _signed(aud=[APP, "other"])),
    ("aud as an empty list", _signed(aud=[])),
    ("aud as an object", _signed(aud={"id": APP})),
    ("aud twice", _twice("aud", "other", APP)),
    ("iss twice", _twice("iss", "https://evil.example", ISSUER)),
    ("no serviceurl", lambda w: key("channel").token(w.claims() | {"serviceurl": None})),
    ("serviceUrl in camel case", lambda w: _camel(w)),
    ("another serviceurl", _signed(serviceurl="https://smba.trafficmanager.net/emea/")),
    ("serviceurl of a subfolder", lambda w: _signed(serviceurl=w.channel.service + "x/")(w)),
    ("serviceurl a prefix", lambda w: _signed(serviceurl=w.channel.base + "/")(w)),
    ("serviceurl as a list", lambda w: _signed(serviceurl=[w.channel.service])(w)),
    ("serviceurl empty", _signed(serviceurl="")),
    ("key without the endorsement", _signed("unendorsed")),
    ("key without endorsements", _signed("bare")),
    ("Entra's key for the channel's issuer", _signed("entra")),
    ("signature of another token", _other_payload),
    ("header changed", _tampered(0)),
    ("claims changed", _tampered(1)),
    ("signature changed", _tampered(2)),
    ("signature cut short", lambda w: w.token()[:-8]),
    ("signature empty", lambda w: w.token().rsplit(".", 1)[0] + "."),
    ("signature missing", lambda w: w.token().rsplit(".", 1)[0]),
    ("four parts", lambda w: w.token() + ".x"),
    ("five parts", lambda w: w.token() + "..x"),
    ("padding", _padded),
    ("base64 and not base64url", _standard),
    ("bits after the end of the signature", _trailing_bits),
    ("nothing but dots", lambda w: ".."),
    ("one word", lambda w: "token"),
    ("a line feed's escape in it", lambda w: w.token() + "%0A"),
    ("claims no object", lambda w: _text_claims(w, "[]")),
    ("claims no JSON", lambda w: _text_claims(w, "{")),
    ("claims 900 levels deep", lambda w: _text_claims(w, '{"a":' * 900 + "1" + "}" * 900)),
    ("claims of 6 KB", _signed(padding="x" * 6000, aud="other")),
    ("the Emulator's, when it is off", entra()),
    ("the Emulator's version 1", entra(version="1.0")),
    ("Entra's for another tenant", entra(tenant=OTHER_TENANT)),
    ("a skill that is not listed", entra(application="77777777-1111-4222-8333-444455556666")),
]


def _camel(world):
    claims = world.claims()
    claims["serviceUrl"] = claims.pop("serviceurl")
    return key("channel").token(claims)


def _endless(world):
    return _text_claims(world, json.dumps(world.claims(exp=0)).replace('"exp": 0', '"exp": 1e999'))


def _text_claims(world, text):
    own = key("channel")
    signed = part({"alg": "RS256", "kid": "channel"}) + "." + b64(text.encode())
    return signed + "." + b64(own.sign(signed.encode()))


# What is in the header, given a good token, each to be refused.
FIELDS = [
    ("no Authorization", lambda token: []),
    ("an empty Authorization", lambda token: [("Authorization", "")]),
    ("the scheme alone", lambda token: [("Authorization", "Bearer")]),
    ("the scheme and a blank", lambda token: [("Authorization", "Bearer ")]),
    ("Basic", lambda token: [("Authorization", "Basic " + token)]),
    ("HMAC", lambda token: [("Authorization", "HMAC " + token)]),
    ("the token alone", lambda token: [("Authorization", token)]),
    ("two blanks", lambda token: [("Authorization", "Bearer  " + token)]),
    ("a tab", lambda token: [("Authorization", "Bearer\t" + token)]),
    ("a word after it", lambda token: [("Authorization", "Bearer " + token + " x")]),
    ("a comma", lambda token: [("Authorization", "Bearer " + token + ", Bearer x")]),
    ("quotes", lambda token: [("Authorization", 'Bearer "%s"' % token)]),
    (
        "two fields, both good",
        lambda token: [("Authorization", "Bearer " + token)] * 2,
    ),
    (
        "two fields, the first bad",
        lambda token: [("Authorization", "Bearer x"), ("Authorization", "Bearer " + token)],
    ),
    ("in another field", lambda token: [("Proxy-Authorization", "Bearer " + token)]),
    ("a byte beyond ASCII", lambda token: [("Authorization", "Bearer " + token + "\xe9")]),
]

# Good tokens; each must be believed.
TRUE = [
    ("as the channel makes it", _signed()),
    ("expired within the skew", _signed(exp=_From(-200), nbf=_From(-7200))),
    ("early within the skew", _signed(nbf=_From(200))),
    ("aud api://", _signed(aud="api://" + APP)),
    ("aud api://botid-", _signed(aud="api://botid-" + APP)),
    ("aud as a list of one", _signed(aud=[APP])),
    ("serviceurl without the slash", lambda w: _signed(serviceurl=w.channel.service[:-1])(w)),
    ("claims that nobody knows", _signed(foo={"bar": [1]}, roles=["x"])),
    ("no typ", _signed(drop=("typ",))),
]

# Entra's, where the Emulator and one caller are allowed; each to be refused.
FORGED_ENTRA = [
    ("another application", entra(application="77777777-1111-4222-8333-444455556666")),
    ("another tenant", entra(tenant=OTHER_TENANT)),
    ("tid of another tenant", entra(tid=OTHER_TENANT)),
    ("a caller without tid", entra(application=CALLER, tid=None)),
    ("azp in a token of version 1", entra(version="1.0", appid=None, azp=APP)),
    ("no azp", entra(azp=None)),
    ("ver 2.0 under the issuer of 1.0", entra(version="1.0", ver="2.0")),
    ("no ver", entra(ver=None)),
    ("the channel's key", entra(kid="channel")),
    ("aud api://", entra(aud="api://" + APP)),
    ("aud of Microsoft Graph", entra(aud="00000003-0000-0000-c000-000000000000")),
    ("iss of another tenant, tid of ours", entra(tenant=OTHER_TENANT, tid=TENANT)),
    ("iss common", entra(iss="https://login.microsoftonline.com/common/v2.0")),
    ("iss with the mark in it", entra(iss="https://login.microsoftonline.com/{tenantid}/v2.0")),
    ("a key of another tenant's", entra(kid="foreign")),
    ("expired", entra(exp=_From(-400))),
]
