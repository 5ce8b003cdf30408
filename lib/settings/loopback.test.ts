import { expect, test } from "vitest";
import { isLocalDatabase, isLoopback, isLoopbackHost } from "./loopback.ts";

test.each([
  "localhost",
  "LOCALHOST",
  "localhost.",
  "connect.localhost",
  "localhost.localdomain",
  "localhost6",
  "ip6-localhost",
  "127.0.0.1",
  "127.0.0.1.",
  "127.8.9.10",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "0.0.0.0",
  "0",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[::ffff:0.0.0.0]",
])("%s is this machine", (host) => {
  expect(isLoopback(`http://${host}:3000/path`)).toBe(true);
  expect(isLoopbackHost(host)).toBe(true);
});

test.each([
  "connect.example.edu",
  "localhost.example.edu",
  "localhost.com",
  "notlocalhost",
  "127.0.0.1.example.edu",
  "128.0.0.1",
  "10.0.0.1",
  "192.168.1.5",
  "0.0.0.1",
  "[::2]",
  "[::ffff:10.0.0.1]",
  "[fe80::1]",
  "2130706432.example",
])("%s is another machine", (host) => {
  expect(isLoopback(`http://${host}:3000/path`)).toBe(false);
  expect(isLoopbackHost(host)).toBe(false);
});

test("what is no address leads nowhere, and a user's name before the host is not the host", () => {
  expect(isLoopback("")).toBe(false);
  expect(isLoopback("localhost:3000")).toBe(false);
  expect(isLoopback("http://localhost@example.edu")).toBe(false);
  expect(isLoopbackHost("localhost@example.edu")).toBe(false);
  expect(isLoopbackHost("")).toBe(false);
  expect(isLoopbackHost("::1")).toBe(true);
  expect(isLoopbackHost("::1%lo")).toBe(true);
});

test.each([
  ["postgresql://a:b@localhost/connect", true],
  ["postgres://127.0.0.1:5432/connect?sslmode=disable", true],
  ["postgresql://[::1]/connect", true],
  ["postgresql:///connect", true],
  ["postgresql:///connect?host=/var/run/postgresql", true],
  ["postgresql://%2Fvar%2Frun%2Fpostgresql/connect", true],
  ["postgresql://2130706433/connect", true],
  ["postgresql://db.example.edu/connect", false],
  ["postgresql://localhost/connect?host=db.example.edu", false],
  ["postgresql://localhost/connect?host=localhost&host=db.example.edu", false],
  ["postgresql:///connect?host=localhost,db.example.edu", false],
  ["postgresql://localhost,db.example.edu/connect", false],
  ["postgresql://localhost/connect?hostaddr=10.0.0.9", false],
  ["not an address", false],
])("the database %s is on this machine: %s", (address, expected) => {
  expect(isLocalDatabase(address)).toBe(expected);
});

test("a database address without a host goes where PGHOST says", () => {
  expect(isLocalDatabase("postgresql:///connect", "db.example.edu")).toBe(false);
  expect(isLocalDatabase("postgresql:///connect", "/var/run/postgresql")).toBe(true);
  expect(isLocalDatabase("postgresql://localhost/connect", "db.example.edu")).toBe(true);
});
