// Voices made of formulas that feel two ways, and a folder of them to learn from.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../../../helpers/temp-project.ts'
import { soundOf, toWav, voice } from './sounds.ts'

/** Angry is high and loud, sad is low and soft, whoever speaks. */
export const recording = (speaker: number, isAngry: boolean, take: number): Buffer => {
  const hz = (isAngry ? 240 : 110) * (1 + 0.15 * speaker + 0.02 * take)
  const sound = voice(hz)
  return toWav(soundOf(1.6, (t) => (isAngry ? 1 : 0.15) * sound(t * (isAngry ? 1.3 : 0.8))))
}

/** Two speakers, named as EmoDB's, one file that is no sound and one that is no recording. */
export const emodbLike = (): string => {
  const folder = tempFolder()
  for (const speaker of [0, 1])
    for (const isAngry of [true, false])
      for (const take of [1, 2, 3])
        writeFileSync(
          join(folder, `0${speaker + 3}a0${take}${isAngry ? 'W' : 'T'}a.wav`),
          recording(speaker, isAngry, take),
        )
  writeFileSync(join(folder, '03a09Wb.wav'), 'no sound')
  writeFileSync(join(folder, 'readme.txt'), 'not a recording')
  return folder
}
