// What is known of the writer's own voice: gathered from the recordings of a project that are theirs, for the analyser of voices.
import type { SenseSetup } from '../analysis/senses/sense-setup.ts'
import { ownVoiceOf, type OwnVoice } from '../analysis/senses/sound/voice/own-voice.ts'
import { voiceAnalyzer } from '../analysis/senses/sound/voice/voice-analyzer.ts'
import type { MediaItem } from '../domain/media.ts'
import type { ProjectStore } from '../store/project-store.ts'

type Store = Pick<ProjectStore, 'mediaFindings'>

/** Asked for with every file that is shown: gathered anew only where other recordings are theirs. */
const gathered = new WeakMap<
  Store['mediaFindings'],
  { readonly of: string; readonly voice: OwnVoice | null }
>()

const ownVoiceIn = ({ mediaFindings }: Store): OwnVoice | null => {
  const of = mediaFindings.ownVoices(voiceAnalyzer.version).join()
  const known = gathered.get(mediaFindings)
  if (known?.of === of) return known.voice
  const voice = ownVoiceOf(mediaFindings.ownVoiceRows(voiceAnalyzer.version))
  gathered.set(mediaFindings, { of, voice })
  return voice
}

/** The setup with which this file is understood: a recording of the writer's own voice is heard against the others. */
export const setupForVoice = (
  store: Store,
  { isOwnVoice }: Pick<MediaItem, 'isOwnVoice'>,
  setup: SenseSetup,
): SenseSetup => (isOwnVoice ? { ...setup, ownVoice: ownVoiceIn(store) } : setup)
