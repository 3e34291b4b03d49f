extension Unicode.Scalar {
    /// Whether it does something instead of showing: C0 with tab and line breaks, DEL, C1, the separators of lines and
    /// paragraphs, and what changes the direction of writing. In text from outside it could forge a line, move a
    /// terminal's cursor, or let something read backwards.
    package var isControl: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
