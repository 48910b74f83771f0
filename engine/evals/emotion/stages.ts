// Keeps what the stages of a long recipe made, so that a stopped run goes on where it was. What a stage makes is its own.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readWeights, writeWeights, type WeightFile } from '../../nn/weights.ts'

export interface Stages {
  /** The stage's weights: read where they were kept, else made and kept. */
  weights(name: string, make: () => Promise<WeightFile>): Promise<WeightFile>
  /** The same for plain data. */
  data<T>(name: string, make: () => T): T
}

/** @param folder where to keep; undefined makes everything anew. */
export const createStages = (folder: string | undefined, say: (line: string) => void): Stages => {
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  return {
    async weights(name, make) {
      if (folder === undefined) return make()
      const file = path.join(folder, `${name}.safetensors`)
      if (existsSync(file)) {
        say(`${name}: kept from before`)
        return readWeights(file)
      }
      const made = await make()
      await writeWeights(file, made)
      return made
    },
    data(name, make) {
      if (folder === undefined) return make()
      const file = path.join(folder, `${name}.json`)
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof make>
      const made = make()
      writeFileSync(file, JSON.stringify(made))
      return made
    },
  }
}
