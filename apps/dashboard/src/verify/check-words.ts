import { inBoth } from '../words/language.ts';
import type { CheckName } from './judge.ts';

/** Each part of the verification: what it is called, and what is asked in it. */
export const checkWords = inBoth<Readonly<Record<CheckName, { readonly name: string; readonly asks: string }>>>({
  en: {
    manifest: {
      name: 'Signed by who issued it',
      asks: 'The manifest is in its one spelling, and its issuer’s signature covers every byte of it.',
    },
    log: {
      name: 'Recorded in a log that you trust',
      asks: 'The checkpoint is signed with a key that you trust, and is the one that the manifest names.',
    },
    files: {
      name: 'Every file is the one signed for',
      asks: 'Every file of the evidence has the hash that the manifest signs, files of items have the hash in their name, and there is no file beside them.',
    },
    statements: {
      name: 'Every statement is signed, and in the log',
      asks: 'Each statement that an item rests on has a valid signature of the one who speaks, and its hash leads to the root of the checkpoint. Each line of a works list leads to the root that its signer signed.',
    },
    state: {
      name: 'Nothing in force was left out',
      asks: 'The registry’s signed state says for each work which permissions are in force. All of them are here, and none beside them, so no withdrawal was left out.',
    },
    items: {
      name: 'The items are the ones signed for',
      asks: 'The list of items leads to the root that the manifest signs, none is named twice, and the manifest counts them right.',
    },
    consent: {
      name: 'Everybody concerned agreed',
      asks: 'For each item the decision was made again from what its holders signed, for the purpose of the dataset. What the manifest says may be done is no more than all of them allow.',
    },
    synthetic: {
      name: 'Synthetic items are what they are said to be',
      asks: 'They were announced before their seeds could be known, none was picked out, none is used for evaluation, and those that were drawn came out the same when they were made again.',
    },
    release: {
      name: 'Released in public',
      asks: 'The manifest’s release is in the same log, after everything it rests on, so it cannot be denied or exchanged.',
    },
  },
  es: {
    manifest: {
      name: 'Firmado por quien lo emitió',
      asks: 'El manifiesto está escrito en su única forma, y la firma de quien lo emitió cubre cada uno de sus bytes.',
    },
    log: {
      name: 'Registrado en un registro en el que confías',
      asks: 'El punto de control está firmado con una clave en la que confías, y es el que nombra el manifiesto.',
    },
    files: {
      name: 'Cada archivo es el que se firmó',
      asks: 'Cada archivo de pruebas tiene el hash que firma el manifiesto, los archivos de los elementos tienen el hash en su nombre, y no hay ningún otro archivo.',
    },
    statements: {
      name: 'Cada declaración está firmada, y en el registro',
      asks: 'Cada declaración en la que se apoya un elemento tiene una firma válida de quien habla, y su hash lleva a la raíz del punto de control. Cada línea de una lista de obras lleva a la raíz que firmó quien la firma.',
    },
    state: {
      name: 'No se ha omitido nada de lo que está en vigor',
      asks: 'El estado firmado por el registro dice de cada obra qué permisos están en vigor. Aquí están todos, y ninguno más, así que no se ha omitido ninguna retirada.',
    },
    items: {
      name: 'Los elementos son los que se firmaron',
      asks: 'La lista de elementos lleva a la raíz que firma el manifiesto, ninguno aparece dos veces, y el manifiesto los cuenta bien.',
    },
    consent: {
      name: 'Todas las personas afectadas dieron permiso',
      asks: 'De cada elemento se ha vuelto a decidir a partir de lo que firmaron sus titulares, para el propósito del conjunto de datos. Lo que el manifiesto dice que se puede hacer no es más de lo que todos permiten.',
    },
    synthetic: {
      name: 'Los elementos sintéticos son lo que se dice que son',
      asks: 'Se anunciaron antes de que se pudieran conocer sus semillas, no se escogió ninguno, ninguno se usa para evaluar, y los que se sortearon salieron iguales al hacerlos de nuevo.',
    },
    release: {
      name: 'Publicado a la vista de todos',
      asks: 'La publicación del manifiesto está en el mismo registro, después de todo aquello en lo que se apoya, así que no se puede negar ni cambiar.',
    },
  },
});
