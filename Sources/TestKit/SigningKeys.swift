package import Crypto
package import Ground

/// RSA keys of 2,048 bits that were made for tests and are used nowhere else: whoever reads this has them.
package enum SigningKeys {
  /// The issuer's.
  package static let first = RSAPrivateKey.test(firstText)
  /// Another's.
  package static let second = RSAPrivateKey.test(secondText)

  /// The first in PEM (PKCS #8).
  package static let firstText = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDNxUPGeTR5E/Xt
    qSnRD4yDhsRRefL218Nm85pF33uoJnlmD8D1JijCoseIamNUiWO6xdz31/i+Mrm9
    MPSlwVa47dqLpHtLsUJNVzZqdXvkoZEt1LcJsxMSkupe+pluHriSYMg1bDqCxPJS
    YxL3IL5ek50fVDstxHvTV15arQOZ+5IqSi4tfWZ3bKeWPkl3/cbCNd8tOw32ie7O
    gnD2NL/diVoXh1Aws+k2pBu5SgCD20BZ6ZlVHvWAQsebIYGFuQPb9dB2FMa7Fa4u
    NLq7x/JR30KZjUviq+DCRdO1fqupwA7ZMqOERhb16ZDwbpYGAtab14EsgMDBGEwF
    KIqrlmP/AgMBAAECggEACoQEQxMhBvcDYGvlHGJkPR+yZ+XvI4V1q1mgdRjgsIBj
    pj8z2znIZ3n676vDYifLSVltqEGiddKqnB9X9IiW4ZVPz+C0Z4yqS/Pv1SzzC4VL
    CA6Q2nwLHRRI/SWaMn7h0jxqWHosqByS50bzSl6jNYe4Eq7/sm0SIh2a6TaVf1VW
    a4q9wjRGOyZoU5gnjmPW8B1IZeFyKtAO5gI5AIb0qPBnCe+x1Y5RMhoR+xMjBTZx
    15C+LJo+LxGhFHUaBaeU0Y+2n82idlCTldX1nhHJ2sOUm59aUU6NSQVIAlhjBO2o
    H7EAxuUG9OZmDZV/jfhiWET4cREBYd22hV9RSeXzgQKBgQDz8QgukJs6ypSFyMmr
    LMKINMerjcP0cZu+NGSRqw33OryIMTivK+QXWfQP06L0KIktClV2AIrUsowcRyC8
    ttoj0gyuykFmRQvdkf7rvarqqa7+lGpWEROycDS2aI4KW9HA//QhFeR5Nkm6x2FY
    dO/yRr1Y0FyNmJdnzCAEU7RXIQKBgQDX8TJeBAI1v2J9rb5eIzmdNusezfNKHOYc
    FNk/PXUV/1Q0kXAA1dZ9G7JVT4H0RJVhhQI52keKRuT6auuDcXchYXdCDlEb+mhU
    BK/2+1iQb3xKkBHnfXK+PJdB9RG6y3LTO9JkmSuCwcCxQiBigr0yvI6vCaHy6nIA
    skX9dc/3HwKBgDuoyzN4Mj6ipMhDXu76N2lQXzTZqv7xegF+lsn5Z6T7PHiicRaG
    SXZcjZABVm0YLNRTHquJXmq+b/3Kd3svzRHNoURuOqhkYo6B0jKdZFuXvDCO46LA
    8mxFfN7Pm011P0tQTch5rjLm0AlaEbisgLJkEpLSApCurPi5t2rXfdeBAoGAQn7m
    iKbpW02s8ZCP/4MPWccwjdLTqS3O+jS9VUkChhyS/IEQoWE35FykBLswBF0eNuJz
    dgcuYnlER4ynK1nEWoYd6DxqY5gvijfLS93IPunltzw4FzW9ILGdzlS9+exuVnek
    aQ/1oxUw1iTLvioOQtJniaUItrnVEzvSa6Ncv/cCgYEA4xH5kcOP0I+VCoQbrouP
    OuwBP+S21bcLAEa6o28CE+yKIr5/yr1IudlYSKgp+1Di5f68bKCi9byi6TaFf78m
    SVD/2UhPweNBh6UcMklgAKbqL/S+/qTeUhDKTzwJAaMBLVMsNph18DgyVcQgT9dH
    I3WEAiMWWvWWbb+wToEHiBw=
    -----END PRIVATE KEY-----
    """

  /// A certificate of the first, by itself, in PEM.
  package static let firstCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIDDTCCAfWgAwIBAgIURlyJwhRD7kdAlx68/wxOFuAZheYwDQYJKoZIhvcNAQEL
    BQAwFTETMBEGA1UEAwwKcmFrZWwtdGVzdDAgFw0yNjExMjExNjQxMjJaGA8yMTI2
    MTAyODE2NDEyMlowFTETMBEGA1UEAwwKcmFrZWwtdGVzdDCCASIwDQYJKoZIhvcN
    AQEBBQADggEPADCCAQoCggEBAM3FQ8Z5NHkT9e2pKdEPjIOGxFF58vbXw2bzmkXf
    e6gmeWYPwPUmKMKix4hqY1SJY7rF3PfX+L4yub0w9KXBVrjt2ouke0uxQk1XNmp1
    e+ShkS3UtwmzExKS6l76mW4euJJgyDVsOoLE8lJjEvcgvl6TnR9UOy3Ee9NXXlqt
    A5n7kipKLi19Zndsp5Y+SXf9xsI13y07DfaJ7s6CcPY0v92JWheHUDCz6TakG7lK
    AIPbQFnpmVUe9YBCx5shgYW5A9v10HYUxrsVri40urvH8lHfQpmNS+Kr4MJF07V+
    q6nADtkyo4RGFvXpkPBulgYC1pvXgSyAwMEYTAUoiquWY/8CAwEAAaNTMFEwHQYD
    VR0OBBYEFHhQCrxucIDMQ5BJZncJWpv/5rkYMB8GA1UdIwQYMBaAFHhQCrxucIDM
    Q5BJZncJWpv/5rkYMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEB
    AE0dSCaKszxmvWQ8yc2t/1YcUk3fqDJHxitHYoDlsDzwzkv0NJEcGm3OdN8vFdhj
    YA9EnYJkzFDBiqMOSqxdQACebVtnkva2qxlivXk2rDwPu/oe8gXOvzKfya5moZt4
    bymuaAoh7z3VFCj/hz7CO3cQs7ZOrfHq68MGyEnShojoyhTRk/deM7RZz079VnZO
    Eg+PFLXYmJm/ckRGbsNX/tavf7MGWWKUlApxIvSvXLcAHoFK/DwcrmCqHcJdpJih
    B/etZkCVa6GXNKPnVLzEPOF7ge8kbgN6bGPTGrgKryT4TGghkTbMvuth4giDPcoe
    8mliNUyhzrljIxXpLCiKaLI=
    -----END CERTIFICATE-----
    """

  package static let secondText = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDdecNKSuUFy75o
    BYFthOkCM/kz3vDS0VQTO2UR4sQ7qYROS/GoxgMwsjavPPWiffNW3dVIIUYpMpiC
    8OVsg8+rnef0uCpVP4wPzYlLuubLNsPYOCOZ7DNOEZdQWHJfuTTv3a8I75mpUAsC
    BzPSQN7dKD0JusS+twIzs94I0xLbbjWRx9zyodUC0jDGFlhrp3/xs2OGGaV3+mId
    VOsdQ9VmXye289NXnhL6qxhRCXNVpWGVfolWHuWmB01cYjId9APS1euJIkNfJAMf
    5HdYrCehDqzc/FNeHPyyP45zdtSRFTL2jcHmnN/0YZe/bEETGPWUKqKygnCP+3Bi
    AdUG5a4XAgMBAAECggEAF0i32VWqYkObTwBVLRhuDsc8CdIEa4WKW0NBSvIWQ1d9
    C2Y8j8vRhgsWaLH1+RFYxecohx7Ia4hgNFPzKsdoy9gcDMRX3wKBTSAEsSuDHBYz
    3MV6KLKGaky7Jb1GuP2VrSoXPs9BzmUV4y6yqgYb6BBU6nLyQEKpPppIW5ElSGBJ
    s9LwxOa9ky5VnVoUJazBDhnYPXC4XeOSSNqZXYaKmqQaC2Rf07wFC7TgxZCel9kv
    CN/2UtYYCtuTACVzL8xwAWNu1xHOdS/GNvEsULPIoy5FJ/oKKNupiPamibVjPGxp
    2wpUSBY4zOPvmyYL2kK3Q7bLdOk2Xe9oPms6Dw/XkQKBgQD28AiNZ/ZFGG+tGTPL
    2EJmO3hhg9esTNwjcsfRllnao4TPJDbFVILOmwBaS6ezauidLg06b0ycywhumMvV
    TJOuJEOSgN7NC4rwMkG1lLXx2Vj/JUAWrypB+DqZLVxEulzk0CIEC/JdPmpurp3O
    A+D8apkyC8SvBIQoyOGqtD//awKBgQDlmoPqHRSLm8SAHr18m68pNgLkA49DdNYo
    NWejl2oWEEIh5j9/tAu1CepVmSJIVXSnMqUh6gBTEzBKv2jCucJulRqf+vAacRcz
    hiTT+ehWqfOkH1qpg9rJarkbAqHrsZPh+WG8ISsI8t9v1+W+6041taQydtxADZeZ
    H5K8CQJTBQKBgQC6nQVpj7Jt3xyuTMh2+VScm77Kuu8nN+J5K4nUWvJGp6J7RBvc
    HpTH/B1VH615ioaGGkJG8cuNBma15eTMqhVE2gTy108I1/tEsEY2Kk8hmSaHkygO
    vIuL1UK7daswCUKgbKX4NusPClc2k+GPyiChwRFK39fgh+I0TDM2ZQekRwKBgFcN
    jpZlEDUeihJJlW55WKA3akEpWFgrJEd6eCD+d6qF340az1iL2yR47fAmb2kdfW0n
    NpT1M8pLrDOq/v1VkPJ8devSKNbdqf5PDgeQ6RZyuX2wpZ8/7uQPIr+q79l9KqSy
    +OtrZ/WsoCq3oNQSQ0T56Zd4mWlvvdrArdG9WLRBAoGAXVDesAveEauqvFa1GdHE
    vbjEcGhryJM5o4aiDp38xZTaE975VLALzKCPm4Tw4OakaEo9Wycphkczhfp2FbZx
    kWabBAI4Z8g7CqYIkCMr1d/pFfdhQA/lpP59RvHoYGVm3VcYiuZYDfNiTA4I3zQq
    dO29H8wuyZG2Mhs0ldX8IGo=
    -----END PRIVATE KEY-----
    """
}

extension RSAPrivateKey {
  fileprivate static func test(_ text: String) -> RSAPrivateKey {
    do { return try RSAPrivateKey(pem: text) } catch { preconditionFailure("\(error)") }
  }

  /// The public half as an issuer publishes it (RFC 7517), named `id`.
  package func published(as id: String, adding members: JSON = [:]) -> JSON {
    var entry = JSONObject()
    entry["kty"] = "RSA"
    entry["use"] = "sig"
    entry["kid"] = .string(id)
    entry["n"] = .string(Base64.url.encode(modulus))
    entry["e"] = .string(Base64.url.encode(exponent))
    for (name, value) in members.object ?? JSONObject() { entry[name] = value }
    return .object(entry)
  }

  /// A token that says `claims` in that header (RFC 7515 §7.1), whatever they are; the signature is right.
  package func token(header: JSON, claims: JSON) -> String {
    token(header: header.text, claims: claims.text)
  }

  /// A token of exactly these texts; the signature is right.
  package func token(header: String, claims: String) -> String {
    let message = [header, claims].map { Base64.url.encode(Array($0.utf8)) }.joined(separator: ".")
    return message + "." + Base64.url.encode(signature(of: Array(message.utf8)))
  }
}
