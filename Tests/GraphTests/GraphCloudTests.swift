import Graph
import HTTP
import Testing

@Suite struct GraphCloudTests {
  @Test(arguments: GraphCloud.Name.allCases)
  func `has an address for each of Microsoft's clouds`(name: GraphCloud.Name) throws {
    let cloud = try #require(GraphCloud.named(name))
    #expect(cloud.login.scheme == .https && cloud.graph.scheme == .https)
    #expect((name == .global) == ("\(cloud.graph)" == "https://graph.microsoft.com"))
  }

  @Test(
    arguments: [
      ("https://a.example", "https://b.example", true),
      ("http://a.example", "https://b.example", false),
      ("https://a.example", "http://b.example", false),
      ("http://127.0.0.1:8700", "http://localhost:8700", true),
    ]
  )
  func `is nowhere that others could listen`(login: String, graph: String, isTaken: Bool) throws {
    let login = try #require(WebAddress(login)).origin
    let graph = try #require(WebAddress(graph)).origin
    #expect((GraphCloud(login: login, graph: graph) != nil) == isTaken)
  }
}
