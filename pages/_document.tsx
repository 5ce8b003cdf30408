import Document, {
  type DocumentContext,
  type DocumentInitialProps,
  Head,
  Html,
  Main,
  NextScript,
} from "next/document";

interface NonceProps {
  /** What the policy of this answer lets scripts run by. */
  nonce: string | undefined;
}

/** The frame of the pages that run without React in the browser: their one script is our own. */
export default class PlainDocument extends Document<NonceProps> {
  static override async getInitialProps(
    context: DocumentContext,
  ): Promise<DocumentInitialProps & NonceProps> {
    const nonce = context.req?.headers["x-nonce"];
    return {
      ...(await Document.getInitialProps(context)),
      nonce: typeof nonce === "string" ? nonce : undefined,
    };
  }

  override render() {
    const { nonce } = this.props;
    return (
      <Html lang="en">
        <Head nonce={nonce}>
          <script src="/link-page.js" nonce={nonce} />
        </Head>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    );
  }
}
