import Crypto
import TestKit
import Testing

@Suite struct CertifiedKeyTests {
  @Test func `knows a certificate by its SHA-256`() throws {
    let pair = try CertifiedKey(
      certificate: "Bag Attributes\n" + SigningKeys.firstCertificate + "\n"
        + SigningKeys.firstCertificate,
      key: SigningKeys.firstText
    )
    // openssl x509 -outform der | sha256sum
    #expect(
      "\(pair.thumbprint)" == "cfdd5a57da611613912f45e7f5c48273aa2f866f5b4ce280d1eff3d81ba6110f"
    )
  }

  @Test(
    arguments: [
      (SigningKeys.firstCertificate, SigningKeys.secondText, .strangers),
      (SigningKeys.firstCertificate, "", .key(.text)),
      (SigningKeys.firstText, SigningKeys.firstText, .certificate),
      ("", SigningKeys.firstText, .certificate),
      (String(SigningKeys.firstCertificate.prefix(500)), SigningKeys.firstText, .certificate),
      (String(repeating: "-", count: 1 << 20), SigningKeys.firstText, .certificate),
    ] as [(String, String, CertifiedKeyFault)]
  )
  func `refuses what does not belong together`(
    certificate: String,
    key: String,
    fault: CertifiedKeyFault
  ) {
    #expect(throws: fault) { try CertifiedKey(certificate: certificate, key: key) }
  }

  @Test(arguments: RSAAlgorithm.allCases)
  func `signs so that only the same algorithm accepts it`(algorithm: RSAAlgorithm) throws {
    let own = SigningKeys.first
    let key = try RSAPublicKey(modulus: own.modulus, exponent: own.exponent)
    let message = Array("Hei".utf8)
    let signature = own.signature(of: message, by: algorithm)
    for other in RSAAlgorithm.allCases {
      #expect(key.accepts(signature, for: message[...], by: other) == (other == algorithm))
    }
    #expect(!key.accepts(signature, for: message.dropLast(), by: algorithm))
  }
}
