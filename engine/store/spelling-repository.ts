// The project's own words, and the dictionary chosen for it or for a scene. What is right is the dictionaries' to say.
import type { ProjectDatabase } from './database.ts'

/** '' is the project. */
const PROJECT = ''

export const createSpellingRepository = (db: ProjectDatabase) => {
  const words = db.prepare('SELECT word FROM spell_words ORDER BY word').pluck()
  const add = db.prepare('INSERT OR IGNORE INTO spell_words (word) VALUES (?)')
  const remove = db.prepare('DELETE FROM spell_words WHERE word = ?')
  const choice = db.prepare('SELECT dictionary FROM spell_choices WHERE scope_id = ?').pluck()
  const drop = db.prepare('DELETE FROM spell_choices WHERE scope_id = ?')
  const choose = db.prepare(
    'INSERT INTO spell_choices (scope_id, dictionary) VALUES (?, ?) ON CONFLICT DO UPDATE SET dictionary = excluded.dictionary',
  )

  return {
    words: () => words.all() as string[],
    add: (word: string): void => void add.run(word),
    remove: (word: string): void => void remove.run(word),

    /** Null when nothing was chosen: the language of the project decides. '' is none. */
    choice: (scopeId: string | null): string | null =>
      (choice.get(scopeId ?? PROJECT) as string | undefined) ?? null,

    /** @param dictionary null takes the choice away. */
    choose(scopeId: string | null, dictionary: string | null): void {
      if (dictionary === null) drop.run(scopeId ?? PROJECT)
      else choose.run(scopeId ?? PROJECT, dictionary)
    },
  }
}
