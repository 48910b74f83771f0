// Emotions the writer corrected, one label a sentence of a block. What they change in a finding is the services' concern.
import { EMOTIONS, type Emotion } from '../domain/emotion.ts'
import type { EmotionLabel, JudgedFeeling } from '../domain/emotion-label.ts'
import { newId } from '../domain/ids.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly id: string
  readonly scene_id: string
  readonly block_id: string
  readonly text: string
  readonly emotion: string
  readonly valence: number
  readonly arousal: number
  readonly judged: string
  readonly labelled_at: number
}

const toEmotion = (name: unknown): Emotion => EMOTIONS.find((emotion) => emotion === name) ?? 'neutral'

const toJudged = (text: string): JudgedFeeling | null => {
  const { analyzer, version, emotion, valence, arousal } = JSON.parse(text) as Partial<JudgedFeeling>
  if (analyzer === undefined || version === undefined) return null
  return { analyzer, version, emotion: toEmotion(emotion), valence: valence ?? 0, arousal: arousal ?? 0 }
}

const toLabel = (row: Row): EmotionLabel => ({
  id: row.id,
  sceneId: row.scene_id,
  blockId: row.block_id,
  text: row.text,
  emotion: toEmotion(row.emotion),
  valence: row.valence,
  arousal: row.arousal,
  judged: toJudged(row.judged),
  labelledAt: row.labelled_at,
})

export const createLabelRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const list = db.prepare<[], Row>('SELECT * FROM emotion_labels ORDER BY labelled_at, id')
  const put = db.prepare(
    `INSERT INTO emotion_labels (id, scene_id, block_id, text, emotion, valence, arousal, judged, labelled_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const change = db.prepare(
    `UPDATE emotion_labels SET emotion = ?, valence = ?, arousal = ?, labelled_at = ?
     WHERE block_id = ? AND text = ?`,
  )
  const remove = db.prepare('DELETE FROM emotion_labels WHERE id = ?')

  return {
    list: (): EmotionLabel[] => list.all().map(toLabel),

    /** A label for the same sentence of the same block is changed; what was judged first stays with it. */
    set(label: Omit<EmotionLabel, 'id' | 'labelledAt'>): void {
      const { sceneId, blockId, text, emotion, valence, arousal, judged } = label
      if (change.run(emotion, valence, arousal, now(), blockId, text).changes > 0) return
      const judgedText = JSON.stringify(judged ?? {})
      put.run(newId(), sceneId, blockId, text, emotion, valence, arousal, judgedText, now())
    },

    remove: (id: string): void => {
      remove.run(id)
    },
  }
}
