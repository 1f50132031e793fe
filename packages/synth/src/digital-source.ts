import { type GeneratorManifest, toUtf8 } from '@assent/schema';

/** IPTC's word for how a picture came about: what search engines and platforms read to show "made by a computer". */
const digitalSourceUri = (type: GeneratorManifest['digitalSourceType']): string =>
  `http://cv.iptc.org/newscodes/digitalsourcetype/${type}`;

/**
 * An XMP packet (ISO 16684-1) that says one thing: `Iptc4xmpExt:DigitalSourceType`, of the IPTC Photo Metadata Standard.
 * Read-only (`end="r"`), since a change would break the file's hash.
 */
export const digitalSourceXmp = (type: GeneratorManifest['digitalSourceType']): Uint8Array =>
  toUtf8(
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
      '<x:xmpmeta xmlns:x="adobe:ns:meta/">' +
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' +
      ` Iptc4xmpExt:DigitalSourceType="${digitalSourceUri(type)}"/>` +
      '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  );
