import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** An element of a document, without its namespace prefix. */
export class Element {
  readonly #of: XmlElement;

  constructor(of: XmlElement) {
    this.#of = of;
  }

  get name(): string {
    return this.#of.name.replace(/^.*:/, '');
  }

  /** All text inside, trimmed. */
  get text(): string {
    return this.#of.text.trim();
  }

  attribute(name: string): string | undefined {
    return Object.hasOwn(this.#of.attributes, name) ? this.#of.attributes[name] : undefined;
  }

  /** Its child elements of this name, in order. */
  all(name: string): Element[] {
    const elements = this.#of.children.filter((child) => child instanceof XmlElement);
    return elements.map((child) => new Element(child)).filter((child) => child.name === name);
  }

  /** Its first child element of this name. */
  first(name: string): Element | undefined {
    return this.all(name)[0];
  }
}

/**
 * Reads a document. Entities that it declares itself are not known and make it unreadable, so none can blow up.
 * @returns its root element; null when it is not well-formed, or nested deeper than the parser goes
 */
export function readXml(text: string): Element | null {
  try {
    const { root } = parseXml(text);
    return root && new Element(root);
  } catch {
    return null; // what the parser throws, and a full stack, mean the same here: this is no document for us
  }
}
