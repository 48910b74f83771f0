import { expect, test } from 'vitest'
import { readSubtitles } from '../../../engine/text/subtitles/read-subtitles.ts'
import { writeSubtitles } from '../../../engine/text/subtitles/write-subtitles.ts'

const CUES = [
  { fromMs: 1500, toMs: 3250, text: 'We came down to the water.' },
  { fromMs: 3_661_040, toMs: 3_663_000, text: 'Nobody <else> was there & nothing moved.' },
]

test('subtitles are written with the marks of each format', () => {
  expect(writeSubtitles(CUES, 'srt')).toBe(
    '1\n00:00:01,500 --> 00:00:03,250\nWe came down to the water.\n\n' +
      '2\n01:01:01,040 --> 01:01:03,000\nNobody <else> was there & nothing moved.\n',
  )
  expect(writeSubtitles(CUES, 'vtt')).toBe(
    'WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.250\nWe came down to the water.\n\n' +
      '2\n01:01:01.040 --> 01:01:03.000\nNobody &lt;else&gt; was there &amp; nothing moved.\n',
  )
})

test('what was written is read back, in both formats', () => {
  for (const format of ['srt', 'vtt'] as const)
    expect(readSubtitles(writeSubtitles(CUES, format))).toEqual(CUES)
})

test('long lines break where one can read them, empty ones and arrows cannot break the file, short ones stay in sight', () => {
  const text = writeSubtitles(
    [
      { fromMs: 0, toMs: 100, text: 'So we walked along the shore until the lamps of the harbour were lit.' },
      { fromMs: 5000, toMs: 6000, text: 'one --> two\n\nthree' },
      { fromMs: 9000, toMs: 9500, text: '我们沿着海岸一直走到码头，那时港口的灯已经一盏一盏亮起来了。' },
    ],
    'srt',
  )
  expect(text).toContain('So we walked along the shore until\nthe lamps of the harbour were lit.')
  expect(text).toContain('00:00:00,000 --> 00:00:00,700')
  expect(text).toContain('one → two\nthree')
  expect(text).toContain('我们沿着海岸一直走到码头，\n那时港口的灯已经一盏一盏亮起来了。')
  expect(readSubtitles(text)).toHaveLength(3)
})

test('files as they are found are read: marks, tags, notes, missing numbers and lines, any line end', () => {
  const srt =
    '\uFEFF1\r\n00:00:01,000 --> 00:00:02,000 X1:0\r\n<i>Hello</i>, {\\an8}there\r\n2\r\n00:00:03,5 --> 00:00:04,000\r\nAgain\r\n'
  expect(readSubtitles(srt)).toEqual([
    { fromMs: 1000, toMs: 2000, text: 'Hello, there' },
    { fromMs: 3500, toMs: 4000, text: 'Again' },
  ])
  const vtt =
    'WEBVTT - kept\n\nSTYLE\n::cue { color: red }\n\nNOTE nothing\n\nintro\n00:01.000 --> 00:02.000 line:0\n<v Ann>Over &amp; out\n- yes\n'
  expect(readSubtitles(vtt)).toEqual([{ fromMs: 1000, toMs: 2000, text: 'Over & out\n- yes' }])
})

test('a text without subtitles is refused', () => {
  expect(() => readSubtitles('Once upon a time --> there was nothing.')).toThrow('no subtitles')
})
