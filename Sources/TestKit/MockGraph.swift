internal import Foundation
package import Ground
package import HTTP

/// The stand-in for Microsoft Graph that lies with the conformance data, run by itself for one test or one suite.
///
/// It needs python3 with aiohttp and jsonschema: of `PYTHON` where that is set, of a virtual environment in
/// `.build/python`, or of the machine. Tests that use it are enabled only where ``isThere`` is true.
package final class MockGraph: Sendable {
  /// The tenant that it has.
  package static let tenant = "6f1d2c3b-0000-4000-8000-00000000abcd"

  /// The applications that the tenant knows.
  package enum Client: Int, Sendable, CaseIterable {
    case full = 1
    /// May change nothing.
    case read, noAudit, devices

    /// Its id.
    package var id: String { "11111111-0000-4000-8000-00000000000\(rawValue)" }
    /// Its secret.
    package var secret: Secret {
      Secret(["s3cret-full", "s3cret-read", "s3cret-noaudit", "s3cret-devices"][rawValue - 1])
    }
  }

  /// Whether it can be run here.
  package static let isThere = script != nil && python != nil
  /// What to say where it cannot.
  package static let need: String =
    "needs RAKEL_SHARED (default ../shared), and python3 with aiohttp and jsonschema (PYTHON=…)"

  /// One for all tests that only read and change nothing of how it answers: 150 users, 80 devices and a few more.
  ///
  /// It checks its own answers against Microsoft's description.
  package static func calm() throws -> MockGraph { try calmOne.get() }

  private static let calmOne = Result { try MockGraph(users: 150, options: ["--selfcheck"]) }

  /// Where it is reached.
  package let address: String
  private let process: Process
  /// The stand-in ends when this is closed, also when the tests crash.
  private let lifeline: Pipe
  private let transport = CurlTransport()

  private static let script: String? = {
    guard Shared.isThere("graph/mock_graph.py") else { return nil }
    return Shared.root.appending(path: "graph/mock_graph.py").path
  }()

  /// Runs the script until nobody holds its input open, and adds what it does not have.
  ///
  /// That is putting people into groups, as Microsoft documents it (204, and 400 for who is in it already), what
  /// `/__mock/truth` leaves out, and changes that tests want and no Graph makes: who signed in, whose mailbox is shared.
  private static let guardian = #"""
    import importlib.util, os, re, sys, threading
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    sys.argv = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("mock_graph", sys.argv[0])
    mock = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mock)
    handle, make_app = mock.Graph.handle, mock.make_app

    def add_member(g, group, body, headers):
        p = g.principal(headers); p["_method"] = "POST"
        g.throttle(p, "/groups/%s/members/$ref" % group)
        g.t.tick()
        g.need(p, mock.P_GRP_W)
        group, user = g.group(group), g.user(str((body or {}).get("@odata.id")).rsplit("/", 1)[-1])
        if "DynamicMembership" in group["groupTypes"]:
            raise mock.GraphError(400, "Request_BadRequest", "A dynamic group's members cannot be updated.")
        if user["id"] in g.t.members[group["id"]]:
            raise mock.GraphError(400, "Request_BadRequest", "One or more added object references already"
                                  " exist for the following modified properties: 'members'.")
        g.t.members[group["id"]].add(user["id"])
        user.get("_lingering", {}).pop(group["id"], None)
        g.t.recompute(user); g.t.touch(user)

    def wrapped(g, method, path, query, headers, body, depth=0):
        adding = re.fullmatch(r"/groups/([^/]+)/members/\$ref", path)
        if method != "POST" or not adding: return handle(g, method, path, query, headers, body, depth)
        try:
            add_member(g, adding[1], body, headers)
            return 204, {}, None
        except mock.GraphError as e:
            return e.status, e.headers, {"error": {"code": e.code, "message": e.message}}

    def change_all(g, b):
        if "concealed" in b:
            for u in g.t.users.values(): u["userPrincipalName"] = u["id"].replace("-", "").upper()
        if "consumed" in b:
            real = type(g.t).sku_rows
            g.t.sku_rows = lambda: [dict(s, consumedUnits=s["consumedUnits"] + b["consumed"]) for s in real(g.t)]
        if "failsFrom" in b: g.fails_from = b["failsFrom"]

    page = mock.Graph.page
    def paged(g, rows, q, path, *rest, **more):
        token = q.get("$skiptoken")
        if getattr(g, "fails_from", None) and path == "/users" and token:
            start = int(mock.base64.urlsafe_b64decode(token + "==").decode().split(":")[1])
            if start >= g.fails_from: raise mock.GraphError(400, "BadRequest", "Injected.")
        return page(g, rows, q, path, *rest, **more)
    mock.Graph.page = paged

    def change_user(g, b):
        if "id" not in b: return change_all(g, b)
        u = g.t.users[b["id"]]
        if b.get("gone"):
            del g.t.users[u["id"]]
            for members in g.t.members.values(): members.discard(u["id"])
            return
        if "purpose" in b: u["_purpose"] = b["purpose"]
        if "hold" in b: u["_hold"] = b["hold"]
        if "lastUse" in b:
            a = u.setdefault("signInActivity", {})
            a.update(lastSuccessfulSignInDateTime=b["lastUse"], lastSignInDateTime=b["lastUse"],
                     lastNonInteractiveSignInDateTime=b["lastUse"])
        if "direct" in b: u["_direct"] = [dict(d, _t=mock.iso(g.t.now)) for d in b["direct"]]
        g.t.recompute(u); g.t.touch(u)

    def change_group(g, b):
        group = g.t.groups[b["id"]]
        group.update(b.get("facts", {}))
        for id in b.get("add", []): g.t.members[group["id"]].add(id)
        for u in g.t.users.values(): g.t.recompute(u)

    def exact(g):
        return {"users": {u["id"]: {
            "kind": u["_kind"], "hold": u["_hold"], "employment": u["employeeType"],
            "upn": u["userPrincipalName"], "mailbox": u["_mailbox"],
            "licences": sorted(l["skuId"] for l in u["assignedLicenses"]),
            "direct": sorted(([d["skuId"], sorted(d["disabledPlans"])] for d in u["_direct"])),
            "groups": sorted(k for k, m in g.t.members.items() if u["id"] in m),
        } for u in g.t.users.values()},
            "groups": {k: v["displayName"] for k, v in g.t.groups.items()}, "products": mock.SKU_BY_ID}

    def extended(g):
        app = make_app(g)
        async def more(r):
            what = r.match_info["what"]
            if r.method == "GET": return mock.web.json_response(exact(g))
            {"user": change_user, "group": change_group}[what](g, await r.json())
            return mock.web.json_response({})
        app.router.add_route("*", "/__more/{what}", more)
        return app

    mock.Graph.handle, mock.make_app = wrapped, extended
    mock.main()
    """#

  private static let python: String? = {
    let own = Shared.checkout.appending(path: ".build/python/bin/python3").path
    let named = ProcessInfo.processInfo.environment["PYTHON"]
    return [named, own, "/usr/local/bin/python3", "/usr/bin/python3"].compactMap(\.self).first {
      python in
      guard FileManager.default.isExecutableFile(atPath: python) else { return false }
      let process = Process()
      process.executableURL = URL(filePath: python)
      process.arguments = ["-c", "import aiohttp, jsonschema"]
      process.standardError = FileHandle.nullDevice
      // One that cannot be run is as good as none.
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  /// Runs it, and waits until it listens.
  ///
  /// - Parameter options: what its command line knows besides: `["--no-premium"]`.
  package init(
    users: Int = 60,
    devices: Int = 80,
    seed: Int = 7,
    options: [String] = []
  ) throws {
    guard let script = Self.script, let python = Self.python else {
      throw CocoaError(.featureUnsupported)
    }
    let port = try Self.freePort()
    address = "http://127.0.0.1:\(port)"
    process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments =
      [
        "-c", Self.guardian, script, "--port", String(port), "--users", String(users), "--devices",
        String(devices), "--seed", String(seed),
      ] + options
    lifeline = Pipe()
    process.standardInput = lifeline
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says its address once it listens; nothing at all where it ends before.
    guard !output.fileHandleForReading.availableData.isEmpty else {
      throw CocoaError(.featureUnsupported)
    }
  }

  deinit {
    try? lifeline.fileHandleForWriting.close()
    process.terminate()
  }

  /// Where it is, to talk with it.
  package var origin: Origin? { WebAddress(address)?.origin }

  /// Asks it about itself: `truth`, `requests`, `state`.
  package func ask(_ what: String) async throws -> JSON { try await control(.get, what, nil) }

  /// Tells it something: `faults`, `clock`, `config`, `reset`.
  @discardableResult
  package func tell(_ what: String, _ body: JSON = [:]) async throws -> JSON {
    try await control(.post, what, body)
  }

  /// All that is true of everybody, with the parts of licences that are off and the groups that they are in.
  package func exactTruth() async throws -> JSON {
    try await control(.get, "truth", nil, at: "more")
  }

  /// Changes somebody (`lastUse`, `purpose`, `hold`, `direct`, `gone`) by their `id`, as no Graph does; or, without one,
  /// everybody (`concealed`), what is counted (`consumed`), or from whom on the list of users breaks off (`failsFrom`).
  package func changeUser(_ change: JSON) async throws {
    _ = try await control(.post, "user", change, at: "more")
  }

  /// Changes a group (`facts`, `add`) by its `id`, as no Graph does.
  package func changeGroup(_ change: JSON) async throws {
    _ = try await control(.post, "group", change, at: "more")
  }

  private func control(
    _ method: HTTP.Method,
    _ what: String,
    _ body: JSON?,
    at place: String = "mock"
  ) async throws -> JSON {
    guard let address = WebAddress("\(address)/__\(place)/\(what)") else {
      throw CocoaError(.featureUnsupported)
    }
    let bytes = body?.utf8 ?? []
    let response = try await transport.send(Request(method, address, body: bytes))
    return try JSON(parsing: response.body)
  }

  private static func freePort() throws -> Int {
    // The server lets the port go when this returns.
    try LoopbackServer { _ in }.port
  }
}
