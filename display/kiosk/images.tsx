import { useEffect, useState } from 'preact/hooks';
import type { ImagesDocument } from '../../src/core/display.ts';
import { Nothing } from './nothing.tsx';
import type { KioskPageView, Scene } from './scene.ts';
import { imagesWords } from './wordsimages.ts';

type Shown = ImagesDocument['images'][number];

function addressOf({ digest }: Shown): string {
  return `/pictures/${digest}.webp`;
}

function Images({ scene, turn }: { scene: Scene; turn: number }) {
  const images = scene.documents.images?.images ?? [];
  const image = images[turn % images.length];
  const next = images[(turn + 1) % images.length];
  const coming = next === undefined ? null : addressOf(next);
  useEffect(() => {
    if (coming !== null) new Image().src = coming;
  }, [coming]);
  if (image === undefined) return <Nothing text={imagesWords[scene.locale.language].nothing} />;
  return <Whole key={image.digest} image={image} />;
}

/** An image as large as the place, never cropped; what it says where it does not come. */
function Whole({ image }: { image: Shown }) {
  const [state, setState] = useState<'coming' | 'there' | 'failed'>('coming');
  return (
    <div class="image" role="img" aria-label={image.alt} data-testid="image">
      {state === 'failed' ? (
        <p dir="auto">{image.alt}</p>
      ) : (
        <img
          src={addressOf(image)}
          alt=""
          width={image.width}
          height={image.height}
          data-state={state}
          onLoad={() => setState('there')}
          onError={() => setState('failed')}
        />
      )}
    </div>
  );
}

/** Sponsors and maps, one at each turn. */
export const imagesPage: KioskPageView = {
  page: 'images',
  has: ({ documents }) => documents.images !== null && documents.images.images.length > 0,
  View: Images,
};
