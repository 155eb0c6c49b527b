// swift-tools-version: 6.3
import PackageDescription

// No package dependencies: Foundation and Debian's C libraries are all there is. An arrow between modules is a
// line here, and `make` builds with `--explicit-target-dependency-import-check error`, so there is no other.
let package = Package(
  name: "rakel",
  targets: [
    // 0 — words with no domain.
    module("Ground"),
    // 1 — one folder per C library.
    library("CSQLite", pkgConfig: "sqlite3", debian: "libsqlite3-dev"),
    library("CCrypto", pkgConfig: "libcrypto", debian: "libssl-dev"),
    library("CStemmer", debian: "libstemmer-dev"),
    library("CYAML", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
    library("CPCRE2", pkgConfig: "libpcre2-8", debian: "libpcre2-dev"),
    library("CEdit", pkgConfig: "libedit", debian: "libedit-dev"),
    library("CCurl", pkgConfig: "libcurl", debian: "libcurl4-openssl-dev"),
    library("CMicrohttpd", pkgConfig: "libmicrohttpd", debian: "libmicrohttpd-dev"),
    module("Telemetry", ["Ground"]),
    module("Crypto", ["Ground", "CCrypto"]),
    module("HTTP", ["Ground", "Telemetry", "CCurl", "CMicrohttpd"]),
    module("Storage", ["Ground", "CSQLite"]),
    module("Norwegian", ["Ground", "CStemmer"]),
    module("Authoring", ["Ground"]),
    module("WorkingTime", ["Ground"]),
    module("People", ["Ground", "WorkingTime"]),
    module("Graph", ["Ground", "WorkingTime", "Crypto", "HTTP"]),
    // 2 — what messages mean, what cards look like, what is said and asked, what a flow does next.
    module("Cards", ["Ground"]),
    module("Messaging", ["Ground", "Storage", "Cards"]),
    module("StatesLanguage", ["Ground", "Crypto"]),
    module("Importing", ["Ground", "Authoring", "CYAML"]),
    // Optimised in debug builds too: training without it is a hundred times slower, and tests train.
    .target(
      name: "Understanding",
      dependencies: ["Ground", "Crypto", "Norwegian", "Authoring", "CPCRE2"],
      swiftSettings: .strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    // 3 — one message from start to commit; one flow from start to end. They do not know each other.
    module(
      "Dialogue",
      [
        "Ground", "People", "Storage", "Norwegian", "Authoring", "Understanding", "Cards",
        "Messaging",
      ]
    ),
    module("Flows", ["Ground", "Crypto", "Storage", "StatesLanguage"]),
    // 4 — the helpdesk's own registers, and what a Task state may call.
    module("Helpdesk", ["Ground", "People", "WorkingTime", "Crypto", "Storage", "Flows"]),
    module(
      "Connectors",
      [
        "Ground", "People", "Graph", "Storage", "HTTP", "Norwegian", "Cards", "Messaging",
        "WorkingTime",
        "Flows", "Helpdesk",
      ]
    ),
    // 5 — ways to reach users.
    module(
      "Channels",
      [
        "Ground", "People", "Telemetry", "Crypto", "HTTP", "Storage", "Understanding", "Cards",
        "Messaging",
        "Dialogue", "CEdit",
      ]
    ),
    // 6 — the only composition root.
    module(
      "App",
      [
        "Ground", "People", "Graph", "Telemetry", "Crypto", "Storage", "Norwegian", "Authoring",
        "Importing",
        "Understanding", "Cards", "HTTP", "Dialogue", "Messaging", "StatesLanguage", "Flows",
        "WorkingTime",
        "Helpdesk",
        "Connectors", "Channels",
      ]
    ),
    .executableTarget(name: "rakel", dependencies: ["App"], swiftSettings: .strict),
    .executableTarget(
      name: "rakel-bench",
      dependencies: [
        "Ground", "People", "Storage", "Norwegian", "Understanding", "Dialogue", "StatesLanguage",
        "Flows", "Helpdesk", "WorkingTime",
      ],
      swiftSettings: .strict
    ),
    // Puts load on the server; it stands for Microsoft, for which it needs the keys of the tests.
    .executableTarget(
      name: "rakel-load",
      dependencies: ["Ground", "Crypto", "HTTP", "TestKit"],
      swiftSettings: .strict
    ),

    module(
      "TestKit",
      [
        "Ground", "People", "Telemetry", "Crypto", "Storage", "HTTP", "Norwegian", "Authoring",
        "Understanding", "Cards", "Messaging", "StatesLanguage", "Flows", "Helpdesk", "Dialogue",
      ]
    ),
    tests("Ground"),
    tests("Telemetry"),
    tests("Crypto"),
    tests("Storage"),
    tests("HTTP", ["Telemetry"]),
    tests("Norwegian"),
    tests("Authoring"),
    tests("Importing", ["Authoring"]),
    tests("Understanding", ["Norwegian", "Authoring"]),
    tests("Cards"),
    tests("WorkingTime"),
    tests("People", ["WorkingTime"]),
    tests("Graph", ["WorkingTime", "Crypto", "HTTP"]),
    tests("Messaging", ["Storage"]),
    tests("StatesLanguage"),
    tests(
      "Dialogue",
      ["People", "Storage", "Norwegian", "Authoring", "Understanding", "Cards", "Messaging"]
    ),
    tests("Flows", ["Storage", "StatesLanguage"]),
    tests("Helpdesk", ["People", "WorkingTime", "Storage", "Flows"]),
    tests(
      "Connectors",
      [
        "People", "Graph", "Storage", "HTTP", "Cards", "Messaging", "WorkingTime", "Flows",
        "Helpdesk",
      ]
    ),
    tests(
      "Channels",
      [
        "People", "Telemetry", "Crypto", "HTTP", "Storage", "Understanding", "Cards", "Messaging",
        "Dialogue",
      ]
    ),
    tests(
      "App",
      [
        "Authoring", "People", "Graph", "Telemetry", "Crypto", "HTTP", "Storage", "Understanding",
        "Messaging",
        "WorkingTime", "Dialogue", "StatesLanguage", "Flows", "Helpdesk", "Connectors", "Channels",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings its own `main`, so this target links only in `make fuzz`, which sets RAKEL_FUZZ.
if Context.environment["RAKEL_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "rakel-fuzz",
      dependencies: ["Ground", "Crypto", "HTTP", "Norwegian", "Authoring", "Channels"],
      swiftSettings: .strict + [.unsafeFlags(["-parse-as-library"])]
    )
  )
}

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: .strict)
}

func library(_ name: String, pkgConfig: String? = nil, debian: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// The tests of one module; every one of them sees Ground and TestKit.
func tests(_ name: String, _ others: [Target.Dependency] = []) -> Target {
  let own: [Target.Dependency] =
    name == "Ground" ? ["Ground"] : ["Ground", .init(stringLiteral: name)]
  return .testTarget(
    name: "\(name)Tests",
    dependencies: own + others + ["TestKit"],
    swiftSettings: .strict
  )
}

extension [SwiftSetting] {
  static var strict: Self {
    [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
    ]
  }
}
