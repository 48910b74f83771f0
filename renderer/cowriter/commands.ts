// The commands of this feature.
export const cowriterCommands = []
