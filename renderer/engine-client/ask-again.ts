// For what must come about even though the engine dies on the way: the start of the window, the opening of a project.
import { connection } from './connection.ts'
import { errorCode } from './engine-error.ts'

/** An engine that dies this often dies of the question. */
const MOST_ATTEMPTS = 3

/** @param ask may be done twice. Rejects with its error, ENGINE_GONE after several engines. */
export const askAgain = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (errorCode(error) !== 'ENGINE_GONE' || attempt === MOST_ATTEMPTS) throw error
      await connection.untilReady()
    }
  }
}
