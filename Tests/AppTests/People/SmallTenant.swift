import Foundation
import Graph
import Ground
import HTTP
import People
import Synchronization
import TestKit

/// A tenant that tells what has changed as Microsoft Graph does, and less kindly: changes hold little but what is new,
/// pages are small, and it can be cut off at any request.
final class SmallTenant: Transport {
  static let perPage = 4

  /// What somebody is asked for again; nil for nobody.
  private struct Entry {
    var entra: String
    /// What has changed; nil for an account that is gone.
    var facts: JSONObject?
  }

  private struct State {
    var accounts: [String: JSONObject] = [:]
    var managers: [String: String] = [:]
    var groups: [String: (name: String, members: [String])] = [:]
    var log: [Entry] = []
    /// The log's entries before this are forgotten.
    var forgotten = 0
    var asked: [String] = []
    /// After how many more requests nobody is reached; nil for never.
    var rest: Int?
  }

  private let state = Mutex(State())

  // MARK: What happens in it

  var accounts: [String: JSONObject] { state.withLock(\.accounts) }
  var managers: [String: String] { state.withLock(\.managers) }
  var asked: [String] { state.withLock(\.asked) }

  func members(of group: String) -> [String] { state.withLock { $0.groups[group]?.members ?? [] } }

  /// Sets facts of an account, by Graph's names; it is made where it is not there.
  func set(_ entra: String, _ facts: KeyValuePairs<String, JSON>) {
    state.withLock { state in
      var account = state.accounts[entra] ?? JSONObject()
      var news = JSONObject()
      for (name, value) in facts { (account[name], news[name]) = (value, value) }
      state.accounts[entra] = account
      state.log.append(Entry(entra: entra, facts: news))
    }
  }

  func remove(_ entra: String) {
    state.withLock { state in
      guard state.accounts.removeValue(forKey: entra) != nil else { return }
      for group in state.groups.keys { state.groups[group]?.members.removeAll { $0 == entra } }
      state.log.append(Entry(entra: entra, facts: nil))
    }
  }

  func setManager(of entra: String, _ manager: String?) {
    state.withLock { $0.managers[entra] = manager }
  }

  func setGroup(_ id: String, name: String = "G", _ members: [String]) {
    state.withLock { $0.groups[id] = (name, members) }
  }

  func removeGroup(_ id: String) { state.withLock { $0.groups[id] = nil } }

  /// Makes all places that it gave so far useless.
  func forget() {
    state.withLock { state in
      // Nobody is told of it, and places after it are new.
      state.log.append(Entry(entra: "", facts: JSONObject()))
      state.forgotten = state.log.count
    }
  }

  /// Answers that many requests more, and then none; nil for all.
  func answer(_ count: Int?) { state.withLock { ($0.rest, $0.asked) = (count, []) } }

  // MARK: What it answers

  func client() throws -> GraphClient {
    guard let origin = WebAddress("https://tenant.example")?.origin,
      let cloud = GraphCloud(login: origin, graph: origin)
    else { throw CocoaError(.featureUnsupported) }
    let account = GraphAccount(cloud: cloud, tenant: "tenant", client: "client") {
      .secret(Secret("s"))
    }
    return GraphClient(account, transport: self, patience: Patience(failures: 1), seed: 1)
  }

  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
    let target = request.address.target
    if target.hasSuffix("/token") {
      return Self.response(200, ["access_token": "t", "expires_in": 3_600])
    }
    let isReached = state.withLock { state in
      state.asked.append(target)
      defer { state.rest = state.rest.map { $0 - 1 } }
      return state.rest != 0
    }
    guard isReached else { throw .unconnected }
    if target.hasSuffix("$batch") { return batch(request.body) }
    let (status, body) = answer(String(target.dropFirst("/v1.0".count)))
    return Self.response(status, body)
  }

  private static func response(_ status: Int, _ body: JSON) -> Response {
    var response = Response(Status(status) ?? .ok, body: Array(body.text.utf8))
    try? response.headers.add("application/json", for: .contentType)
    return response
  }

  private func batch(_ body: [UInt8]) -> Response {
    let requests = (try? JSON(parsing: body))?["requests"]?.array ?? []
    let responses = requests.map { request -> JSON in
      let (status, body) = answer(request["url"]?.string ?? "")
      return ["id": request["id"] ?? .null, "status": .integer(status), "body": body]
    }
    return Self.response(200, ["responses": .array(responses)])
  }

  private static let missing: (Int, JSON) = (404, ["error": ["code": "Request_ResourceNotFound"]])

  private func answer(_ target: String) -> (Int, JSON) {
    let parts = target.split(separator: "?", maxSplits: 1)
    let query = parts.count > 1 ? Self.query(parts[1]) : [:]
    let path = (parts.first ?? "").split(separator: "/").map(String.init)
    let select = query["$select"]?.split(separator: ",").map(String.init) ?? []
    return state.withLock { state in
      switch (path.first, path.count) {
      case ("users", 2) where path[1] == "delta": Self.delta(query, select, state)
      case ("users", 2):
        state.accounts[path[1]].map { (200, Self.item(path[1], $0, select)) } ?? Self.missing
      case ("users", 3):
        state.managers[path[1]].map { (200, ["id": .string($0)]) } ?? Self.missing
      case ("groups", 1): (200, Self.groups(query["$filter"] ?? "", state))
      case ("groups", 3):
        state.groups[path[1]].map { (200, Self.members($0.members, query, path[1], state)) }
          ?? Self.missing
      default: (400, .null)
      }
    }
  }

  private static func query(_ text: Substring) -> [String: String] {
    let pairs = text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1).map {
        String($0).removingPercentEncoding ?? ""
      }
      return (halves[0], halves.count > 1 ? halves[1] : "")
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func item(_ entra: String, _ facts: JSONObject, _ select: [String]) -> JSON {
    var item = JSONObject()
    item["id"] = .string(entra)
    for name in select { if let value = facts[name] { item[name] = value } }
    return .object(item)
  }

  /// Places are `from.to.offset`: everything logged from one entry up to another; the first begins at −1 for everybody.
  private static func delta(
    _ query: [String: String],
    _ select: [String],
    _ state: State
  ) -> (Int, JSON) {
    let place = query["$skiptoken"] ?? query["$deltatoken"].map { "\($0).\(state.log.count).0" }
    let words = (place ?? "-1.\(state.log.count).0").split(separator: ".").compactMap { Int($0) }
    guard words.count == 3, words[1] >= state.forgotten else {
      return (410, ["error": ["code": "SyncStateNotFound"]])
    }
    let (from, to, offset) = (words[0], words[1], words[2])
    let items: [JSON] =
      if from < 0 {
        state.accounts.keys.sorted().map { item($0, state.accounts[$0] ?? JSONObject(), select) }
      } else {
        state.log[from..<to].compactMap { entry -> JSON? in
          guard let facts = entry.facts else {
            return ["id": .string(entry.entra), "@removed": ["reason": "deleted"]]
          }
          let isTold = facts.keys.contains { select.contains($0) }
          return isTold ? item(entry.entra, facts, select) : Optional.none
        }
      }
    let link = "https://tenant.example/v1.0/users/delta?$select=\(select.joined(separator: ","))"
    let end = min(offset + perPage, items.count)
    let page = JSON.array(Array(items[min(offset, items.count)..<end]))
    return end < items.count
      ? (
        200, ["value": page, "@odata.nextLink": .string("\(link)&$skiptoken=\(from).\(to).\(end)")]
      )
      : (200, ["value": page, "@odata.deltaLink": .string("\(link)&$deltatoken=\(to)")])
  }

  private static func groups(_ filter: String, _ state: State) -> JSON {
    let found = state.groups.filter { filter == "displayName eq '\($0.value.name)'" }.keys
    return ["value": .array(found.sorted().map { ["id": .string($0)] })]
  }

  private static func members(
    _ members: [String],
    _ query: [String: String],
    _ group: String,
    _ state: State
  ) -> JSON {
    let start = query["$skiptoken"].flatMap { Int($0) } ?? 0
    let end = min(start + perPage, members.count)
    let value = members[min(start, members.count)..<end].map { id -> JSON in
      let kind = state.groups[id] == nil ? "user" : "group"
      return ["@odata.type": .string("#microsoft.graph.\(kind)"), "id": .string(id)]
    }
    guard end < members.count else { return ["value": .array(value)] }
    let next = "https://tenant.example/v1.0/groups/\(group)/members?$skiptoken=\(end)"
    return ["value": .array(value), "@odata.nextLink": .string(next)]
  }
}
