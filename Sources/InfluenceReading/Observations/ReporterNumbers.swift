/// A number for each reporter. Two texts can be one: a guarded one and the same without its apostrophe.
final class ReporterNumbers {
    private var numbers: [[UInt8]: Int] = [:]

    func number(of name: String) -> Int {
        let bytes = Array(name.utf8)
        if let known = numbers[bytes] { return known }
        numbers[bytes] = numbers.count
        return numbers.count - 1
    }
}
