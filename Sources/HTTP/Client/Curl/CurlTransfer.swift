internal import CCurl

/// One exchange on its way through libcurl, and what has come of it.
final class CurlTransfer {
  let exchange: Exchange
  let handle: EasyHandle
  private var headers = Headers()
  private var headBytes = 0
  private var isHeadComplete = false
  private var body: [UInt8] = []
  private var isTooLarge = false

  /// The most bytes that the head of a response may have.
  private static let mostHeadBytes = 64 << 10

  init(_ exchange: Exchange, on handle: EasyHandle) {
    self.exchange = exchange
    self.handle = handle
  }

  /// Sets the handle up; false where libcurl refuses some of it.
  func prepare(_ options: CurlTransport.Options) -> Bool {
    handle.set(number: exchange.number)
    setAddress(options)
    setTrust(options)
    setLimits()
    setRequest(options)
    // Unretained: the transfer lives in the table of running transfers until the handle is detached.
    unsafe handle.set(
      body: CurlTransfer.takeBody,
      header: CurlTransfer.takeHeader,
      context: Unmanaged.passUnretained(self).toOpaque()
    )
    return handle.isSound
  }

  private func setAddress(_ options: CurlTransport.Options) {
    handle.set(CURLOPT_URL, exchange.request.address.description)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_PATH_AS_IS, 1)
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_NOSIGNAL, 1)
    // libcurl sends a request again by itself where a kept connection turns out to be closed: old ones are not kept.
    handle.set(CURLOPT_MAXAGE_CONN, 20)
    // A name server that does not answer would otherwise hold the thread after the time is up.
    handle.set(CURLOPT_QUICK_EXIT, 1)
    // An empty text also means that the environment is not asked.
    handle.set(CURLOPT_PROXY, options.proxy ?? "")
    handle.set(CURLOPT_NOPROXY, "")
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }

  private func setTrust(_ options: CurlTransport.Options) {
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities = options.authorities {
      handle.set(CURLOPT_CAINFO, authorities)
      handle.unset(CURLOPT_CAPATH)
    }
  }

  private func setLimits() {
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(exchange.limits.connecting))
    handle.set(CURLOPT_TIMEOUT_MS, Self.milliseconds(exchange.limits.total))
  }

  /// At least 1: nothing would mean for ever.
  private static func milliseconds(_ duration: Duration) -> Int {
    Int(min(max(duration / .milliseconds(1), 1), 86_400_000))
  }

  private func setRequest(_ options: CurlTransport.Options) {
    let request = exchange.request
    if request.method == .head {
      handle.set(CURLOPT_NOBODY, 1)
    } else if request.body.isEmpty, ![.post, .put, .patch].contains(request.method) {
      handle.set(CURLOPT_HTTPGET, 1)
    } else {
      handle.set(CURLOPT_POST, 1)
      handle.set(body: request.body)
    }
    handle.set(CURLOPT_CUSTOMREQUEST, request.method.description)
    var lines = request.headers.fields.filter { !$0.name.isFraming }
      // An empty value is written with a semicolon (CURLOPT_HTTPHEADER(3)).
      .map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    // What libcurl would add by itself: a wait before large bodies, and a type that the body does not have.
    lines.append("expect:")
    if request.headers[.contentType] == nil { lines.append("content-type:") }
    if request.headers[.userAgent] == nil { lines.append("user-agent: \(options.userAgent)") }
    handle.set(headerLines: lines)
  }

  /// What has come of it.
  func result(of code: CURLcode) -> Result<Response, TransportError> {
    switch code {
    case CURLE_OK:
      // A head that was cut off is a whole response to libcurl.
      guard isHeadComplete, let status = Status(handle.status) else { return .failure(.broken) }
      return .success(Response(status, headers: headers, body: body))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .failure(.unresolved)
    case CURLE_COULDNT_CONNECT: return .failure(.unconnected)
    case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER:
      return .failure(.untrusted)
    case CURLE_WRITE_ERROR where isTooLarge:
      let isHead = headBytes > Self.mostHeadBytes
      return .failure(.tooLarge(limit: isHead ? Self.mostHeadBytes : exchange.limits.bodyBytes))
    // Whatever else it is, there is no response to trust.
    default: return .failure(.broken)
    }
  }

  // MARK: What comes

  /// Takes a part of the body; giving back another number than was given ends the transfer.
  private static let takeBody: rakel_curl_sink = { bytes, _, count, context in
    guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.take(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  /// Takes one header line.
  private static let takeHeader: rakel_curl_sink = { bytes, size, count, context in
    guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return transfer.take(line: line) ? size * count : 0
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= exchange.limits.bodyBytes - body.count else {
      isTooLarge = true
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  private func take(line: [UInt8]) -> Bool {
    headBytes += line.count
    guard headBytes <= Self.mostHeadBytes else {
      isTooLarge = true
      return false
    }
    let end = line.lastIndex { $0 != 0x0D && $0 != 0x0A }.map { $0 + 1 } ?? 0
    let text = line[..<end]
    if line.starts(with: "HTTP/".utf8) {
      // Of several heads (100 Continue, 103 Early Hints) the last one counts.
      headers = Headers()
      isHeadComplete = false
    } else if text.isEmpty {
      isHeadComplete = true
    } else if !isHeadComplete {
      takeField(text)
    }
    // What comes after the head is trailers, which are not to be mixed with it (RFC 9110 §6.5.1).
    return true
  }

  /// A line that is no field, or a folded one, is passed over.
  private func takeField(_ line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = HeaderName(String(decoding: line[..<colon], as: UTF8.self))
    else { return }
    // A value that cannot be stored is not a value.
    try? headers.add(line[(colon + 1)...], for: name)
  }
}
