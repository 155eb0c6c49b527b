internal import App
internal import Foundation

@main
struct Main {
  static func main() async {
    exit(await Rakel.run(Array(CommandLine.arguments.dropFirst())))
  }
}
