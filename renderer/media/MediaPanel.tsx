// Photos, sounds, clips and documents of the project.
export const MediaPanel = () => <section data-testid="media" />
