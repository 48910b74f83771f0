// The package has types, but its table of exports does not lead to them: it speaks better-sqlite3's own interface.
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3'
  export default Database
}
