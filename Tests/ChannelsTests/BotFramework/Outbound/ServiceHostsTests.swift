import Channels
import HTTP
import Testing

@Suite struct ServiceHostsTests {
  @Test(arguments: [
    "https://smba.trafficmanager.net/emea/", "https://smba.trafficmanager.net",
    "HTTPS://SMBA.TrafficManager.NET:443/emea", "https://api.botframework.com/",
    "https://botframework.com/", "https://webchat.botframework.com/x/",
    "https://smba.infra.gcc.teams.microsoft.com/teams", "https://teams.microsoft.com/",
    "https://a.b.c.teams.microsoft.com/%61/",
  ])
  func `trusts the connectors of the public cloud`(url: String) throws {
    let hosts = try #require(ServiceHosts(OutboundCloud.worldwide.serviceHosts))
    #expect(hosts.address(of: url) != nil)
  }

  @Test(arguments: [
    "http://smba.trafficmanager.net/emea/", "https://trafficmanager.net/",
    "https://evil.trafficmanager.net/", "https://evilbotframework.com/",
    "https://botframework.com.evil.example/", "https://botframework.com@evil.example/",
    "https://evil.example/botframework.com", "https://evil.example#.botframework.com",
    "https://evil.example?.botframework.com", "https://evil.example\\.botframework.com/",
    "https://api.botframework.com:8443/", "https://api.botframework.com:80/",
    "https://user@api.botframework.com/", "https://user:pw@api.botframework.com/",
    "https://api.botframework.com./", "https://.botframework.com/",
    "https://api..botframework.com/", "https://api.botframework.com%2eevil.example/",
    "https://api.botframework%2ecom/", "https://аpi.botframework.com/",
    "https://api.botframework.com/\u{0}", "https://api.botframework.com/ x",
    "https://api.botframework.com/\r\nX: y", "https://api.botframework.com/a?b=c",
    "https://api.botframework.com/../x/", "https://api.botframework.com/%2E%2e/x/",
    "https://api.botframework.com/./x", "//api.botframework.com/", "api.botframework.com",
    "ftp://api.botframework.com/", "javascript://api.botframework.com/%0a", "",
    "https:///botframework.com", "https://", "https://127.0.0.1/", "https://localhost/",
    "http://localhost:5000/", "https://169.254.169.254/latest/", "https://[::1]/",
    "https://0x7f.1/", "https://2130706433/", "https://botframework.us/",
    "https://api.botframework.com:443:443/", "https://api.botframework.com:٤٤٣/",
  ])
  func `trusts nothing else with the token`(url: String) throws {
    let hosts = try #require(ServiceHosts(OutboundCloud.worldwide.serviceHosts))
    #expect(hosts.address(of: url) == nil)
  }

  @Test(arguments: [
    (OutboundCloud.usGovernment, "https://smba.infra.gov.teams.microsoft.us/teams"),
    (.usGovernment, "https://api.botframework.us/"),
    (.china, "https://webchat.botframework.azure.cn/"),
  ])
  func `knows the other clouds`(cloud: OutboundCloud, url: String) throws {
    #expect(try #require(ServiceHosts(cloud.serviceHosts)).address(of: url) != nil)
    let worldwide = try #require(ServiceHosts(OutboundCloud.worldwide.serviceHosts))
    #expect(worldwide.address(of: url) == nil)
  }

  @Test(arguments: [
    ("http://localhost:53412", true), ("http://127.0.0.1:1/x/", true), ("http://[::1]:80/", true),
    ("http://127.0.0.2/", false), ("http://localhost.evil.example/", false),
    ("http://10.0.0.1/", false), ("https://localhost/", false),
    ("http://smba.trafficmanager.net/", false),
  ])
  func `takes http on this machine alone, when told to`(url: String, isTaken: Bool) throws {
    let hosts = ServiceHosts(OutboundCloud.worldwide.serviceHosts, allowsHTTPOnLoopback: true)
    #expect((try #require(hosts).address(of: url) != nil) == isTaken)
  }

  @Test func `takes another port where it is listed`() throws {
    let hosts = try #require(ServiceHosts(["proxy.example.no:8443", "[::1]:9000"]))
    #expect(hosts.address(of: "https://proxy.example.no:8443/") != nil)
    #expect(hosts.address(of: "https://a.proxy.example.no:8443/") != nil)
    #expect(hosts.address(of: "https://[::1]:9000/") != nil)
    #expect(hosts.address(of: "https://proxy.example.no/") == nil)
    #expect(hosts.address(of: "https://[::1]/") == nil)
  }

  @Test(arguments: [
    "com", "", "*.botframework.com", "https://botframework.com", "botframework.com/",
    "botframework.com:", "botframework.com:0", "botframework.com:+443", "botframework.com:65536",
    ".botframework.com", "a b.no", "127.1",
  ])
  func `has no list with an entry that cannot be right`(entry: String) {
    #expect(ServiceHosts(["botframework.com", entry]) == nil)
  }
}
