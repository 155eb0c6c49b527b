import HTTP
import Testing

/// Whom the server takes its clients for, and how many of them it lets in.
@Suite struct PeerTests {
  /// Who the server says it is that comes from this machine with these header lines.
  private static func peer(_ headers: [String], trusting proxies: [String]) async throws -> String?
  {
    let proxies = try proxies.map { try #require(AddressRange($0)) }
    let served = try Served(
      { $0.trustedProxies = proxies },
      by: Answering { request, peer in
        let scheme = request.address.origin.scheme.rawValue
        return Response(.ok, body: Array("\(peer.address) \(peer.isSecure) \(scheme)".utf8))
      }
    )
    let client = try served.client()
    client.send(Served.request("GET /", headers))
    return await client.answer()?.body
  }

  @Test(arguments: [
    (["X-Forwarded-For: 192.0.2.7"], "127.0.0.1 false http"),
    (["X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https"], "127.0.0.1 false http"),
  ])
  func `believes no stranger`(headers: [String], peer: String) async throws {
    #expect(try await Self.peer(headers, trusting: ["10.0.0.0/8", "::1"]) == peer)
  }

  @Test(arguments: [
    ([], "127.0.0.1 false http"),
    (["X-Forwarded-For: 192.0.2.7"], "192.0.2.7 false http"),
    (["X-Forwarded-For: 192.0.2.7:4711", "X-Forwarded-Proto: HTTPS"], "192.0.2.7 true https"),
    (["X-Forwarded-For: [2001:db8::7]:4711"], "2001:db8::7 false http"),
    (["X-Forwarded-For: 2001:DB8:0::7"], "2001:db8::7 false http"),
    // What stands to the left of a stranger, a stranger has written.
    (["X-Forwarded-For: 127.0.0.1, 192.0.2.7"], "192.0.2.7 false http"),
    (
      ["X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 192.0.2.7, 10.1.2.3"],
      "192.0.2.7 false http"
    ),
    (["X-Forwarded-For: 10.9.9.9,10.1.2.3"], "10.9.9.9 false http"),
    (["X-Forwarded-For: 192.0.2.7, unknown, 10.1.2.3"], "10.1.2.3 false http"),
    (["X-Forwarded-For: evil"], "127.0.0.1 false http"),
    (["X-Forwarded-For:"], "127.0.0.1 false http"),
    (["X-Forwarded-Proto: http, https"], "127.0.0.1 true https"),
  ])
  func `believes trusted proxies, from the right`(headers: [String], peer: String) async throws {
    #expect(try await Self.peer(headers, trusting: ["127.0.0.0/8", "10.0.0.0/8"]) == peer)
  }

  @Test func `lets in so many from one address`() async throws {
    let served = try Served({ $0.limits.connectionsPerAddress = 3 })
    var clients: [RawClient] = []
    for _ in 0..<3 {
      let client = try served.client()
      client.send(Served.request("GET /"))
      #expect(await client.answer()?.status == 200)
      clients.append(client)
    }
    let fourth = try served.client()
    #expect(await fourth.rest() == "")
    // Another address is another matter.
    let other = try served.client(from: "127.0.0.2")
    other.send(Served.request("GET /"))
    #expect(await other.answer()?.status == 200)
    // And who leaves makes room.
    clients.removeLast()
    var status: Int?
    while status == nil {
      let next = try served.client()
      next.send(Served.request("GET /"))
      status = await next.answer()?.status
    }
    #expect(status == 200)
  }

  @Test func `counts no proxy`() async throws {
    let proxy = try #require(AddressRange("127.0.0.1"))
    let served = try Served({
      $0.limits.connectionsPerAddress = 1
      $0.trustedProxies = [proxy]
    })
    let clients = try (0..<5).map { _ in try served.client() }
    for client in clients {
      client.send(Served.request("GET /"))
      #expect(await client.answer()?.status == 200)
    }
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
    ("0.0.0.0/0", "192.0.2.7", true), ("0.0.0.0/0", "::1", false), ("::/0", "2001:db8::1", true),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
    ("2001:db8::1/128", "2001:db8::1", true), ("fe80::/10", "febf::1", true),
    ("2001:db8:0:1::/64", "2001:db8:0:2::", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
  ])
  func `knows what lies in a range`(range: String, address: String, isIn: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(range.contains(try #require(NetworkAddress(address))) == isIn)
  }

  @Test(arguments: [
    "", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/8/8", "10.0/8", "x",
    "::/129", "2001:db8::1/64", "fe80::1%eth0", "010.0.0.0", "10.0.0.0/-1",
  ])
  func `refuses what is no range`(text: String) { #expect(AddressRange(text) == nil) }

  @Test(arguments: [
    "127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::7", "fe80::1",
  ])
  func `writes an address as it is read`(text: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(address.description == text)
    #expect(address.isLoopback == ["127.0.0.1", "::1"].contains(text))
    #expect(address.isVersion4 == !text.contains(":"))
  }
}
