// By what an error of SQLite is known as a refusal to change what is open to read only: it carries nothing but text.
export const READ_ONLY_MARK = 'arcwright-read-only'
