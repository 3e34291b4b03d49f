import Testing

@testable import influencectl

@Suite struct TerminalTests {
    private func terminal(_ environment: [String: String]) -> Terminal {
        Terminal { environment[$0] }
    }

    @Test func `NO_COLOR and a dumb terminal forbid colours`() {
        #expect(terminal([:]).allowsColour)
        #expect(terminal(["NO_COLOR": ""]).allowsColour)
        #expect(!terminal(["NO_COLOR": "0"]).allowsColour)
        #expect(!terminal(["TERM": "dumb"]).allowsColour)
    }

    @Test func `The socket comes from the command line, the environment, or its usual place`() {
        #expect(Session.usual(socket: "a", timeout: nil, in: terminal(["INFLUENCED_SOCKET": "b"])).socket == "a")
        #expect(Session.usual(socket: nil, timeout: nil, in: terminal(["INFLUENCED_SOCKET": "b"])).socket == "b")
        #expect(
            Session.usual(socket: nil, timeout: nil, in: terminal(["INFLUENCED_SOCKET": ""])).socket
                == "/run/influenced/influenced.sock"
        )
    }

    @Test func `No patience given means ten seconds, nought means for ever`() {
        #expect(Session.usual(socket: nil, timeout: nil).timeout == .seconds(10))
        #expect(Session.usual(socket: nil, timeout: 0).timeout == nil)
        #expect(Session.usual(socket: nil, timeout: 0.5).timeout == .milliseconds(500))
    }
}
