internal import CMicrohttpd

/// libmicrohttpd at work: one thread of its own, which waits with epoll for what its connections bring.
///
/// Safe: the pointer is its own, and is used until ``stop()``, once.
@safe
final class Daemon: Sendable {
  private nonisolated(unsafe) let pointer: OpaquePointer
  private let context: Unmanaged<Connections>

  /// Of a connection: 32 KB for the head, and room for what libmicrohttpd notes of 100 fields and of the answer.
  private static func memory(_ limits: ServerLimits) -> Int {
    limits.headBytes + limits.fields * 96 + (8 << 10)
  }

  init(_ connections: Connections, on listener: Listener) throws(ServerError) {
    let files = try connections.settings.tls.map { (tls) throws(ServerError) in
      (certificate: try PEM(tls.certificate), key: try PEM(tls.key))
    }
    let retained = unsafe Unmanaged.passRetained(connections)
    let context = unsafe retained.toOpaque()
    let limits = connections.settings.limits
    var options = unsafe [
      MHD_OptionItem(.LISTEN_SOCKET, Int(listener.descriptor)),
      MHD_OptionItem(.CONNECTION_LIMIT, limits.connections),
      MHD_OptionItem(.CONNECTION_MEMORY_LIMIT, Self.memory(limits)),
      rakel_mhd_watch_connections(onConnection, context),
      rakel_mhd_watch_targets(onTarget, context),
      rakel_mhd_watch_ends(onEnd, context),
    ]
    if let files {
      unsafe options += [
        MHD_OptionItem(.HTTPS_MEM_CERT, files.certificate.pointer),
        MHD_OptionItem(.HTTPS_MEM_KEY, files.key.pointer),
        MHD_OptionItem(.HTTPS_PRIORITIES, PEM.priorities.pointer),
      ]
    }
    unsafe options.append(MHD_OptionItem(.END, 0))
    var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
    if files != nil { flags |= MHD_USE_TLS.rawValue }
    let started = unsafe rakel_mhd_start(flags, onAdmission, context, onRequest, context, &options)
    guard let started = unsafe started else {
      unsafe retained.release()
      throw connections.settings.tls.map { .certificate($0) } ?? .resources
    }
    unsafe pointer = started
    unsafe self.context = retained
    withExtendedLifetime(files) {}
  }

  /// Accepts no more connections; the listener stays open until the daemon is stopped.
  func quiesce() { _ = unsafe MHD_quiesce_daemon(pointer) }

  /// Closes every connection and ends the thread; blocks meanwhile.
  ///
  /// Nothing may be suspended any more, or libmicrohttpd aborts the process.
  func stop() {
    unsafe MHD_stop_daemon(pointer)
    unsafe context.release()
  }
}

extension MHD_OptionItem {
  fileprivate init(_ option: MHD_OPTION, _ value: Int) {
    unsafe self.init(option: option, value: value, ptr_value: nil)
  }

  fileprivate init(_ option: MHD_OPTION, _ pointer: UnsafeMutablePointer<CChar>) {
    unsafe self.init(option: option, value: 0, ptr_value: pointer)
  }
}
