internal import CMicrohttpd
internal import Foundation

// What libmicrohttpd calls, all of it on its one thread. The context is the `Connections`; a connection's own pointer
// is its `Link`, a request's is its `Call`; each is retained from its first callback to its last.

/// Somebody wants to connect.
let onAdmission: MHD_AcceptPolicyCallback = { context, address, size in
  guard let connections: Connections = unsafe object(at: context),
    let address = unsafe networkAddress(address, Int(size))
  else { return .NO }
  return connections.admits(address) ? .YES : .NO
}

/// A connection has begun, or is about to be closed.
let onConnection: MHD_NotifyConnectionCallback = { context, connection, slot, event in
  guard let connections: Connections = unsafe object(at: context), let slot = unsafe slot else {
    return
  }
  if event == .CONNECTION_NOTIFY_CLOSED {
    guard let pointer = unsafe slot.pointee else { return }
    connections.close(unsafe Unmanaged<Link>.fromOpaque(pointer).takeRetainedValue())
    unsafe slot.pointee = nil
    return
  }
  let descriptor = unsafe rakel_mhd_info(connection, .CONNECTION_INFO_CONNECTION_FD)
  let address = unsafe rakel_mhd_info(connection, .CONNECTION_INFO_CLIENT_ADDRESS)
  guard let descriptor = unsafe descriptor?.pointee.connect_fd,
    let address = unsafe networkAddress(address?.pointee.client_addr, nil)
  else { return }
  let isSecure = connections.settings.tls != nil
  let link = Link(descriptor: descriptor, address: address, isSecure: isSecure)
  connections.open(link)
  unsafe slot.pointee = Unmanaged.passRetained(link).toOpaque()
}

/// The first line of a request is there; its target is as it was sent, for the last time.
let onTarget:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?
  ) -> UnsafeMutableRawPointer? = { context, target, connection in
    guard let connections: Connections = unsafe object(at: context),
      let connection = unsafe connection, let link = unsafe link(of: connection)
    else { return nil }
    link.enter(.receiving)
    let sent = unsafe bytes(of: target)
    let call = Call(
      target: sent,
      head: unsafe SentHead(page(from: target), targetBytes: sent.count),
      over: unsafe Connection(connection),
      of: link,
      in: connections
    )
    return unsafe Unmanaged.passRetained(call).toOpaque()
  }

/// The head is there, a part of the body, its end, or the connection has been resumed.
let onRequest: MHD_AccessHandlerCallback = {
  _,
  connection,
  _,
  method,
  _,
  data,
  size,
  slot in
  guard let connection = unsafe connection, let method = unsafe method,
    let call: Call = unsafe object(at: slot?.pointee)
  else { return .NO }
  let count = unsafe size?.pointee ?? 0
  let part = unsafe Array(UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : count))
  // All of it is taken.
  unsafe size?.pointee = 0
  let head = { unsafe Connection(connection).head(from: method) }
  switch call.proceed(head: head, part: part) {
  case .goOn, .pause: return .YES
  case .abort: return .NO
  case .answer(let response, let closes):
    return unsafe Connection(connection).queue(response, closes: closes) ? .YES : .NO
  }
}

/// A request has been answered, or will never be.
let onEnd: MHD_RequestCompletedCallback = { _, _, slot, _ in
  guard let pointer = unsafe slot?.pointee else { return }
  unsafe Unmanaged<Call>.fromOpaque(pointer).takeRetainedValue().end()
  unsafe slot?.pointee = nil
}

private func object<Object: AnyObject>(at pointer: UnsafeMutableRawPointer?) -> Object? {
  unsafe pointer.map { unsafe Unmanaged<Object>.fromOpaque($0).takeUnretainedValue() }
}

private func link(of connection: OpaquePointer) -> Link? {
  let info = unsafe rakel_mhd_info(connection, .CONNECTION_INFO_SOCKET_CONTEXT)
  return unsafe object(at: info?.pointee.socket_context)
}

private func bytes(of text: UnsafePointer<CChar>?) -> [UInt8] {
  guard let text = unsafe text else { return [] }
  let count = unsafe strlen(text)
  return unsafe Array(UnsafeRawBufferPointer(start: text, count: count))
}

/// What lies behind a pointer in the same page of memory, all of which can be read.
private func page(from start: UnsafePointer<CChar>?) -> [UInt8] {
  guard let start = unsafe start else { return [] }
  let rest = 4_096 - Int(bitPattern: start) % 4_096
  return unsafe Array(UnsafeRawBufferPointer(start: start, count: rest))
}

private func networkAddress(_ address: UnsafePointer<sockaddr>?, _ size: Int?) -> NetworkAddress? {
  guard let address = unsafe address else { return nil }
  let isVersion6 = unsafe Int32(address.pointee.sa_family) == AF_INET6
  let known = isVersion6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
  let bytes = unsafe UnsafeRawBufferPointer(start: address, count: min(size ?? known, known))
  return unsafe NetworkAddress(socketAddress: Array(bytes))
}
