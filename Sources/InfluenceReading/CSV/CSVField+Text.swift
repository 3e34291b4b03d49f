extension CSVField {
    /// The field's text.
    /// - Returns: what is wrong with it, for bytes that are no text.
    func text(in bytes: Span<UInt8>) -> Result<String, CheckProblem> {
        var copy: [UInt8] = []
        copy.reserveCapacity(end - start)
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == 0 { return .failure(CheckProblem(reason: "holds a NUL byte")) }
            copy.append(byte)
            // Between the quotes of a record only doubled quotes are left.
            index += hasEscapes && byte == UInt8(ascii: "\"") ? 2 : 1
        }
        guard let text = String(validating: copy, as: UTF8.self) else {
            return .failure(CheckProblem(reason: "not valid UTF-8; save the file in that encoding"))
        }
        return .success(text)
    }
}
