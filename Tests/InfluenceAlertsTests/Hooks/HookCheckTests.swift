import Glibc
import InfluenceAlerts
import InfluenceTestKit
import Testing

@Suite struct `What keeps a hook from being executed` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func program(_ text: String, mode: mode_t = 0o755) throws -> String {
        let path = try folder.write(text, to: "program")
        chmod(path, mode)
        return path
    }

    @Test func `is said of its program before it is`() throws {
        #expect(ProgramFile.problem("/bin/sh") == nil)
        #expect(try ProgramFile.problem(program("#!/bin/sh\ntrue\n")) == nil)
        #expect(try ProgramFile.problem(program("#! /usr/bin/env sh\ntrue\n")) == nil)
        #expect(ProgramFile.problem("/nowhere/x") == "there is no program /nowhere/x")
        #expect(ProgramFile.problem("/bin/sh/x") == "there is no program /bin/sh/x")
        #expect(
            ProgramFile.problem(folder["env"])?.hasPrefix(
                "there is no program \(folder["env"]); did you mean /usr/bin/env?"
            ) == true
        )
        #expect(ProgramFile.problem(folder.path) == "\(folder.path) is a folder, no program")
        #expect(ProgramFile.problem("/dev/null") == "/dev/null is no regular file")
        let plain = try program("#!/bin/sh\n", mode: 0o644)
        #expect(ProgramFile.problem(plain) == "\(plain) is not executable; chmod +x \(plain)")
        for (text, words) in [
            ("", "is empty"), ("echo hello\n", "neither a program nor a script"), ("#!\n", "names no interpreter"),
            ("#!/bin/sh\r\ntrue\r\n", "carriage return"),
            ("#!/nowhere/python\n", "interpreter /nowhere/python is missing"),
            ("#!/usr/bin/env no-such-thing\n", "interpreter no-such-thing is not in /usr/local/bin:/usr/bin:/bin"),
        ] {
            #expect(try ProgramFile.problem(program(text))?.contains(words) == true, "\(text)")
        }
    }

    @Test func `is said of its link, its curl and its secret`() throws {
        let link = folder["no-such-program"]
        #expect(symlink("/nowhere/x", link) == 0)
        #expect(ProgramFile.problem(link) == "there is no program \(link)")

        let hook = Hook(name: "w", action: .webhook(url: "http://h/", credential: "token"))
        let missing = hook.problems(credentialsDirectory: folder.path)
        #expect(missing.map(\.key) == ["credential"] && missing.allSatisfy(\.isCertain))
        #expect(missing.first?.message.hasSuffix("No such file or directory") == true)
        for (text, words) in [
            ("", "is empty"), ("\n", "is empty"), (" \t", "a control character"),
            ("a\nb\n", "more than one line, or a control character"),
        ] {
            try folder.write(text, to: "token")
            #expect(hook.problems(credentialsDirectory: folder.path).first?.message.hasSuffix(words) == true, "\(text)")
        }
        try folder.write("secret\n", to: "token")
        #expect(hook.problems(credentialsDirectory: folder.path) == [])
        #expect(hook.problems(credentialsDirectory: folder.path, curl: "/nowhere/curl").map(\.key) == ["kind"])
        #expect(hook.problems(credentialsDirectory: nil).map(\.isCertain) == [false])
    }

    @Test(arguments: [
        "http://localhost:9093", "https://chat.example.org/hooks/x?y=z&a=%20", "http://[::1]:80/", "http://[fe80::1]",
        "http://10.0.0.1:65535/x", "http://a_b.example./", "https://xn--bcher-kva.example/",
    ])
    func `is not that its address is unusual`(text: String) {
        #expect(WebAddress.problem(text) == nil)
    }

    @Test(arguments: [
        ("ftp://x/", "http:// or https://"), ("HTTP//x", "http:// or https://"), ("http://", "names no host"),
        ("http:///path", "names no host"), ("http://:80/", "names no host"), ("http://h:/", "'' is no port"),
        ("http://h:0/", "'0' is no port"), ("http://h:65536/", "'65536' is no port"),
        ("http://h:80x/", "'80x' is no port"),
        ("http://h:-1/", "'-1' is no port"), ("http://u:p@h/", "user or a password"),
        ("http://a b/", "character U+0020"),
        ("http://h/{x}", "character '{'"), ("http://h\\x/", "character '\\'"), ("http://h/\"", "character '\"'"),
        ("http://bücher.example/", "character 'ü'"), ("http://h/%zz", "two hexadecimal digits"),
        ("http://h/%4", "two hexadecimal digits"), ("http://a..b/", "no name of a host"),
        ("http://./", "no name of a host"),
        ("http://-a.example/", "begins with '-'"), ("http://[::1/", "']' after the address is missing"),
        ("http://[x]/", "no address of IPv6"), ("http://[::1]80/", "after ']' comes ':'"),
        ("http://h/#top", "never sent"),
    ])
    func `is said of an address that is none`(text: String, words: String) {
        #expect(WebAddress.problem(text)?.contains(words) == true, "\(WebAddress.problem(text) ?? "nothing")")
    }
}
