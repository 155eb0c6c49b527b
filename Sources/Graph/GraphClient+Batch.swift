internal import Foundation
package import Ground
internal import HTTP

extension GraphClient {
  /// As many questions as Graph takes in one batch.
  private static let mostInBatch = 20

  /// Reads many things, twenty in a request, and gives what came of each in their order.
  ///
  /// As many requests are under way as ``Patience/atOnce`` lets be; what is throttled alone is asked again alone. A
  /// batch holds nothing but reading.
  /// - Throws: where no answer could be had at all.
  package func batch(
    _ resources: [GraphResource]
  ) async throws(GraphError) -> [Result<JSON, GraphError>] {
    let starts = stride(from: 0, to: resources.count, by: Self.mostInBatch)
    let answers = await withTaskGroup { group in
      for start in starts {
        let part = Array(resources[start...].prefix(Self.mostInBatch))
        group.addTask { (start, await self.answers(to: part)) }
      }
      var answers: [Int: Result<[Result<JSON, GraphError>], GraphError>] = [:]
      for await (start, answer) in group {
        answers[start] = answer
        // Without one of them the others are of no use.
        if case .failure = answer { group.cancelAll() }
      }
      return answers
    }
    let failures = answers.values.compactMap {
      if case .failure(let error) = $0 { error } else { nil }
    }
    // Not of what was only stopped because of another.
    if let error = failures.first(where: { !$0.isCancellation }) ?? failures.first { throw error }
    var results: [Result<JSON, GraphError>] = []
    for start in starts { results += try answers[start]?.get() ?? [] }
    return results
  }

  private func answers(
    to resources: [GraphResource]
  ) async -> Result<[Result<JSON, GraphError>], GraphError> {
    do throws(GraphError) { return .success(try await few(resources)) } catch {
      return .failure(error)
    }
  }

  private func few(
    _ resources: [GraphResource]
  ) async throws(GraphError) -> [Result<JSON, GraphError>] {
    let all = GraphResource("$batch", needs: resources.first?.needs ?? [])
    let address = try all.address(at: account.cloud.graph)
    var results: [Int: Result<JSON, GraphError>] = [:]
    var open = Array(resources.indices)
    var trial = trial()
    while !open.isEmpty {
      let requests = try open.map { (index) throws(GraphError) in
        try item(resources[index], index)
      }
      let body: JSON = ["requests": .array(requests)]
      let call = GraphCall(.post, address, of: all, body: body, isReading: true)
      let round = Round(
        try await self.body(of: call),
        of: resources,
        open,
        roles: await roles(),
        at: now
      )
      guard let round else { throw .unreadable(.form(all.name)) }
      results.merge(round.results) { old, _ in old }
      open = round.again
      if let error = round.error, !open.isEmpty {
        try await hold(&trial, after: error, hint: round.hint, isThrottled: round.isThrottled)
      }
    }
    return resources.indices.map { results[$0] ?? .failure(.unreadable(.form(all.name))) }
  }

  private func item(_ resource: GraphResource, _ index: Int) throws(GraphError) -> JSON {
    let target = try resource.address(at: account.cloud.graph).target
    // Below the version, and beginning with a slash.
    let url = String(target.dropFirst(GraphResource.root.count - 1))
    let base: JSON = ["id": .string(String(index)), "method": "GET", "url": .string(url)]
    guard resource.isAdvanced, case .object(var item) = base else { return base }
    item["headers"] = ["ConsistencyLevel": "eventual"]
    return .object(item)
  }

  /// What came of one request with many questions in it.
  private struct Round {
    var results: [Int: Result<JSON, GraphError>] = [:]
    /// Those that have to be asked again, in their order.
    var again: [Int] = []
    var hint: Duration?
    var error: GraphError?
    var isThrottled = true

    /// Nil where it is no answer to these questions.
    init?(
      _ json: JSON,
      of resources: [GraphResource],
      _ open: [Int],
      roles: Set<String>?,
      at now: Date
    ) {
      guard let responses = json["responses"]?.array else { return nil }
      var missing = Set(open)
      for response in responses {
        guard let index = response["id"]?.string.flatMap({ Int($0) }), missing.contains(index),
          let status = response["status"]?.int.flatMap({ Status($0) })
        else { return nil }
        missing.remove(index)
        take(response, status, for: resources[index], index, roles, at: now)
      }
      guard missing.isEmpty else { return nil }
      again.sort()
    }

    private mutating func take(
      _ response: JSON,
      _ status: Status,
      for resource: GraphResource,
      _ index: Int,
      _ roles: Set<String>?,
      at now: Date
    ) {
      let body = response["body"] ?? .null
      if status.isSuccess {
        results[index] = .success(body)
        return
      }
      let wanted = response["headers"]?["Retry-After"]
      let hint = (wanted?.string ?? wanted?.int.map { String($0) })
        .flatMap { RetryAfter.wait($0, now: now) }
      let outcome = resource.again(status, hint: hint, isReading: true)
      if case .again(let error, let hint, let isThrottled)? = outcome {
        again.append(index)
        self.error = error
        self.hint = max(self.hint ?? .zero, hint ?? .zero)
        self.isThrottled = self.isThrottled && isThrottled
      } else {
        results[index] = .failure(resource.refusal(status, body, roles: roles))
      }
    }
  }
}

extension GraphError {
  fileprivate var isCancellation: Bool { self == .unavailable(.transport(.cancelled)) }
}
