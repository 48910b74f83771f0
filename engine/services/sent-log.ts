// model.sent: what servers were given to read from a project, with what was masked beside what stands in the text.
import * as z from 'zod'
import type { Outputs } from '../contract/index.ts'
import type { Generation } from '../domain/generation.ts'
import type { ChatMessage } from '../domain/chat.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { SentPicture } from '../store/media-finding-repository.ts'
import { markDetails } from '../text/private-details.ts'

type Sent = Outputs['model']['sent'][number]

const SERVER = 'remote'

/** As `continue-passage` keeps it with a passage; what was written before it did was not masked, or cannot tell. */
const masking = z.object({
  sent: z.string(),
  details: z.array(z.object({ original: z.string(), standIn: z.string() })).default([]),
})

const ofPassage = ({ id, modelName, createdAt, prompt, settings }: Generation): Sent => {
  const { sent, details } = masking.safeParse(settings).data ?? { sent: prompt, details: [] }
  return { id, kind: 'passage', modelName, at: createdAt, pieces: markDetails(sent, details) }
}

const ofMessage = ({ id, createdAt, model }: ChatMessage): Sent | null =>
  model && {
    id,
    kind: 'conversation',
    modelName: model.name,
    at: createdAt,
    pieces: markDetails(model.sent, model.details ?? []),
  }

const ofPicture = ({ id, name, server, bytes, sentAt }: SentPicture): Sent => ({
  ...{ id, kind: 'picture', modelName: server, at: sentAt },
  pieces: [{ sent: `${name} (JPEG, ${Math.ceil(bytes / 1000)} kB)`, original: null }],
})

/** The last first. */
export const sentLog = (
  { generations, chats, mediaFindings }: Pick<ProjectStore, 'generations' | 'chats' | 'mediaFindings'>,
  limit: number,
): Sent[] =>
  [
    // An answer that was taken into the text has a record there as well; it left the machine as a question.
    ...generations
      .ofModel(SERVER, limit)
      .filter(({ settings }) => !('command' in settings))
      .map(ofPassage),
    ...chats
      .answersOfModel(SERVER, limit)
      .map(ofMessage)
      .filter((each) => each !== null),
    ...mediaFindings.sentPictures(limit).map(ofPicture),
  ]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit)
