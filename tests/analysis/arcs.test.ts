import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyzePassages, feelingOfPassage } from '../../engine/analysis/analyze-passages.ts'
import { blendFeelings } from '../../engine/domain/curve.ts'
import { countWords } from '../../engine/text/words.ts'

/** Valence of each run of `size` paragraphs. */
const windows = (paragraphs: readonly string[], size: number): number[] => {
  const feelings = analyzePassages(paragraphs).map((finding) => feelingOfPassage(finding)!)
  const words = paragraphs.map(countWords)
  return Array.from(
    { length: paragraphs.length - size + 1 },
    (_, at) => blendFeelings(feelings.slice(at, at + size), words.slice(at, at + size))!.valence,
  )
}

/** Where the mean of the windows behind and before differ most: the middle of the planted step. */
const findStep = (paragraphs: readonly string[], size: number): number => {
  const values = windows(paragraphs, size)
  let best = 0
  let place = 0
  for (let at = size; at < values.length; at++) {
    const drop = Math.abs(values[at] - values[at - size])
    if (drop > best) [best, place] = [drop, at]
  }
  return place
}

const PLAIN = {
  en: [
    'The road went down past the mill and over the bridge. A cart stood at the corner.',
    'He put two cups on the table and cut the bread. The clock said half past six.',
    'There was a window to the yard, and under it a bench where they kept the boots.',
  ],
  zh: [
    '路从磨坊旁边下去，过了桥。拐角停着一辆车。',
    '他把两只杯子放在桌上，切了面包。钟指着六点半。',
    '屋里有一扇朝院子的窗，窗下是一条放靴子的长凳。',
  ],
}
const GLAD = {
  en: 'They laughed on the way home, and the children sang. It was a happy evening, and she was proud of them.',
  zh: '一路上他们说说笑笑，孩子们高兴地唱歌。那是个幸福的晚上，她为他们感到自豪。',
}
const SAD = {
  en: 'She wept that night, alone in the kitchen. Nothing was left of it but grief, and he was never coming back.',
  zh: '那天夜里她一个人在灶间哭泣。什么也没剩下，只有悲伤，他再也没有回来。',
}

describe.each(['en', 'zh'] as const)('a planted change of mood in %s', (language) => {
  it.each([20, 45, 70])('at paragraph %i is found within one window', (step) => {
    const paragraphs = Array.from({ length: 90 }, (_, index) =>
      index % 2 === 0 ? PLAIN[language][index % 3] : index < step ? GLAD[language] : SAD[language],
    )
    expect(Math.abs(findStep(paragraphs, 8) - step)).toBeLessThanOrEqual(8)
  })
})

describe.each(['en', 'zh-CN'])('the sample story %s', (name) => {
  const file = new URL(`../../assets/sample/${name}.json`, import.meta.url)
  const story = JSON.parse(readFileSync(file, 'utf8')) as {
    chapters: { scenes: { title: string; paragraphs: string[] }[] }[]
    target: { points: { x: number; y: number }[] }
  }
  const scenes = story.chapters.flatMap((chapter) => chapter.scenes)

  it('falls into its hole and climbs out again', () => {
    const valence = scenes.map(({ paragraphs }) => windows(paragraphs, paragraphs.length)[0])
    const bottom = Math.min(...valence)
    expect(scenes).toHaveLength(8)
    expect(valence[4] - bottom).toBeLessThan(0.05)
    expect(valence[1]).toBeGreaterThan(0.1)
    expect(bottom).toBeLessThan(-0.25)
    expect(valence[7]).toBeGreaterThan(0.1)
  })

  it('has a length, typographic quotes and a curve that can be drawn', () => {
    const text = scenes.flatMap((scene) => scene.paragraphs).join('\n')
    expect(countWords(text)).toBeGreaterThan(2500)
    expect(text).not.toMatch(/["']|--|\s$/m)
    const { points } = story.target
    expect([points[0].x, points.at(-1)!.x]).toEqual([0, 1])
    expect(points.every((point, index) => index === 0 || point.x > points[index - 1].x)).toBe(true)
  })
})
