import Graph
import HTTP
import Testing

@Suite struct GraphCloudTests {
  @Test func `asks for tokens and for data at two places`() throws {
    let login = try #require(Host("login.example").flatMap { Origin(.https, $0) })
    let graph = try #require(Host("graph.example").flatMap { Origin(.https, $0) })
    #expect(GraphCloud(login: login, graph: graph).login == login)
  }
}
