// Made from the API description by scripts/client-code.mjs. Not to be changed by hand.

export interface paths {
    "/v1/redemptions/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search redemptions
         * @description Finds redemptions by what you have in hand, newest first, PINs masked. `understood` says what each part of the query was taken for. The query is in the body, so that no PIN stands in an address or a log. A page may be short, even empty, while `has_more` is true. With `Accept: text/csv` the whole list in one answer, with the columns of the list of redemptions.
         */
        post: operations["searchRedemptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List redemptions
         * @description Newest first, stable while rows are added. PINs are masked. A row is visible at most 60 seconds after its `created_at`: when polling, let `created_from` look back that far. With `settled_from` or `settled_to` those that became paid or not paid, the last one first. With `Accept: text/csv` the whole list in one answer. A terminal is shown its own rows of the last 24 hours.
         */
        get: operations["listRedemptions"];
        put?: never;
        /**
         * Redeem a voucher
         * @description Takes the value in this one call (`capture_method: automatic`), reserves the voucher (`manual`), or only records it (`confirm: false`). Answers 201 whatever became of it: read `outcome`.
         */
        post: operations["createRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find out what became of an attempt
         * @description For a client that has lost its answer and no longer has the PIN, so that it cannot repeat its request: it sends the idempotency key alone. Answers with the redemption as it is now, or 404 `not_received`. That is true for good: the key is burnt in the same step, and a request that arrives later with it is refused with 409 `idempotency_key_burnt` and takes nothing. Where the books were restored from a backup nobody can say so before a statement was read: 409 `awaiting_statement`.
         */
        post: operations["recoverRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List voucher types
         * @description What each type can do and which fields its `source` has, as set up for the mode of the key.
         */
        get: operations["listVoucherTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a redemption
         * @description While the outcome is `checking`, reading asks the provider as soon as a question is due. With a secret key it shows the full change PIN, so that it survives a lost reply. With a publishable key, which all visitors of a page share, the PIN is masked: repeat the create with its `Idempotency-Key` to see it. A terminal reads its own of the last 24 hours, with the PIN. With a publishable key ids that do not exist count as refused PINs of that key and address.
         */
        get: operations["getRedemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change metadata or external reference
         * @description Changes what you wrote on a redemption, never its state or its money. The version stays.
         */
        patch: operations["updateRedemption"];
        trace?: never;
    };
    "/v1/redemptions/{id}/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the reversals of a redemption
         * @description Oldest first. Of a voucher all of them, with full refund PINs; of points in pages.
         */
        get: operations["listReversals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the timeline of a redemption
         * @description Every fact in order: what, who, when, and in which request.
         */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/reserve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserve the voucher of a draft
         * @description Claims the PIN, so that no one else can use it through Vouch. No value moves.
         */
        post: operations["reserveRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the value of a reserved voucher
         * @description Takes what is reserved, or less. Shows the full change PIN.
         */
        post: operations["captureRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the value of a reserved voucher
         * @description Another name of `capture`: the same call, with the same idempotency keys.
         */
        post: operations["confirmRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a draft or a reservation
         * @description Frees the voucher. Refused while value may be moving.
         */
        post: operations["cancelRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give value back
         * @description All that is left, or a part. Of a voucher: on the original one where that is possible, as a new one otherwise; needs an idempotency key or `If-Match`. Of points: back into the lots that it was taken from; the key is optional, without one a second call is a second reversal, and `If-Match` is refused, because points have no version. A person at the console may do so alone up to a limit; a key is not bound by it.
         */
        post: operations["reverseRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a receipt was given
         * @description Writes into the timeline that the outcome was shown or printed, so that a till which lost its power finds what it still has to show. Neither the status nor the version moves. Each call is one more receipt, but for a repeat with its key: `copy` says which of its kind.
         */
        post: operations["acknowledgeRedemption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reversals of all redemptions
         * @description Newest first, of vouchers (reversals of points have lists of their own). Each with the external reference of its redemption. PINs are masked. A row is visible at most 60 seconds after its `created_at`. With `settled_from` or `settled_to` those that have ended, the last one first. With `Accept: text/csv` the whole list in one answer.
         */
        get: operations["listAllReversals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each day came to
         * @description Taken and not paid by when a redemption settled, given back by when a reversal succeeded, change that was issued with what was taken, and what was created that day and is in doubt now; each day in all and by type. What a provider charges is on its own statement, not here.
         */
        get: operations["getDailyReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List programs
         * @description Newest first.
         */
        get: operations["listPrograms"];
        put?: never;
        /**
         * Make a program
         * @description Make a program.
         */
        post: operations["createProgram"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a program
         * @description Read a program.
         */
        get: operations["getProgram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a program
         * @description Its redemptions keep the target they were made with.
         */
        patch: operations["updateProgram"];
        trace?: never;
    };
    "/v1/programs/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link an asset to a program
         * @description Link an asset to a program.
         */
        post: operations["linkAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/assets/{assetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what a linked asset is worth at a till
         * @description Say what a linked asset is worth at a till.
         */
        patch: operations["updateLinkedAsset"];
        trace?: never;
    };
    "/v1/ledger-entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger entities
         * @description Newest first.
         */
        get: operations["listLedgerEntities"];
        put?: never;
        /**
         * Name a counter account
         * @description Name a counter account.
         */
        post: operations["createLedgerEntity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger-entities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a ledger entity
         * @description Read a ledger entity.
         */
        get: operations["getLedgerEntity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assets
         * @description Newest first.
         */
        get: operations["listAssets"];
        put?: never;
        /**
         * Make an asset
         * @description Mode, policy and scale never change.
         */
        post: operations["createAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an asset
         * @description Read an asset.
         */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an asset
         * @description Change an asset.
         */
        patch: operations["updateAsset"];
        trace?: never;
    };
    "/v1/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List participants
         * @description Newest first, without balances.
         */
        get: operations["listParticipants"];
        put?: never;
        /**
         * Make a participant, or change the one that has this external_id
         * @description Make a participant, or change the one that has this external_id.
         */
        post: operations["upsertParticipant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a participant with its balances
         * @description Read a participant with its balances.
         */
        get: operations["getParticipant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a participant
         * @description Its status has a call of its own.
         */
        patch: operations["updateParticipant"];
        trace?: never;
    };
    "/v1/participants/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Suspend, close or reactivate a participant
         * @description Once it is answered, nothing more is redeemed, held or credited that the status forbids.
         */
        patch: operations["setParticipantStatus"];
        trace?: never;
    };
    "/v1/participants/{id}/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the balances of a participant
         * @description Read the balances of a participant.
         */
        get: operations["getBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/balances/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit or debit points
         * @description Credit or debit points.
         */
        post: operations["adjustBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/balances/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set points aside
         * @description Set points aside.
         */
        post: operations["holdBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/balances/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Free points that were set aside
         * @description Those of `reference_id`, or the oldest holds first. Without an amount, all of them. What a till holds is freed through its `rdm_` alone.
         */
        post: operations["releaseBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/balances/forfeit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take points away
         * @description Into SYSTEM_BREAKAGE. Also from a participant who is suspended or closed.
         */
        post: operations["forfeitBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/balances/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the lots of a participant
         * @description Oldest first, as they are spent.
         */
        get: operations["listLots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the wallets of a program
         * @description Read the wallets of a program.
         */
        get: operations["getProgramBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/assets/{assetId}/fund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add to a wallet
         * @description Moves nothing for an UNLIMITED asset.
         */
        post: operations["fundWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/assets/{assetId}/burn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take out of a wallet what no credit has drawn on
         * @description Take out of a wallet what no credit has drawn on.
         */
        post: operations["burnWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{programId}/rewards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the catalog
         * @description List the catalog.
         */
        get: operations["listRewards"];
        put?: never;
        /**
         * Add a reward to the catalog
         * @description Add a reward to the catalog.
         */
        post: operations["createReward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{programId}/rewards/{rewardId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a reward
         * @description Read a reward.
         */
        get: operations["getReward"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a reward
         * @description Redemptions keep the price they were made at.
         */
        patch: operations["updateReward"];
        trace?: never;
    };
    "/v1/participants/{id}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the redemptions of a participant
         * @description Newest first.
         */
        get: operations["listParticipantRedemptions"];
        put?: never;
        /**
         * Redeem an amount from the AVAILABLE balance
         * @description The value goes to the redemption target of the program. A repeat with the same key answers 200 with the redemption as it is now.
         */
        post: operations["redeemPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/participants/{id}/redemptions/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem an item of the catalog
         * @description Redeem an item of the catalog.
         */
        post: operations["redeemItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the redemptions of a program
         * @description Newest first.
         */
        get: operations["listProgramRedemptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the journal
         * @description Newest first. With `bucket` or amounts a page may be short where `has_more` is true.
         */
        get: operations["listJournalEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal-entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a journal entry
         * @description Read a journal entry.
         */
        get: operations["getJournalEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/ledger-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was issued, redeemed, expired and forfeited, by asset
         * @description issued − redeemed − expired − forfeited + other = balance.
         */
        get: operations["getLedgerSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the newest entries and all books
         * @description Books sum to zero and end with their newest entry; those all of whose entries are in the window have the balances that these say. `vouch points verify` recomputes everything from the whole journal.
         */
        get: operations["getIntegrity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stored_value/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look a voucher up
         * @description What a voucher is worth right now. Nothing is taken, held or stored. Counts as a PIN attempt.
         */
        post: operations["lookUpStoredValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reviews
         * @description Open ones by the moment since which a redemption has had one, closed ones and all by the moment of its first; several of one redemption stand together. With `Accept: text/csv` the whole list in one answer.
         */
        get: operations["listReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many reviews are open, for how long, and about how much
         * @description How many reviews are open, for how long, and about how much.
         */
        get: operations["getReviewSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a review with its redemption and the whole journal
         * @description Read a review with its redemption and the whole journal.
         */
        get: operations["getReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a verdict
         * @description Ends the doubt, if there still is any, and closes the review. Never moves a final state. `If-Match` must name the version it was decided on.
         */
        post: operations["giveVerdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a review up, or give it to a colleague
         * @description Moves no `version` of a redemption, so a verdict that somebody is writing still fits.
         */
        post: operations["assignReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a note on a review
         * @description Write a note on a review.
         */
        post: operations["noteReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/reversal_proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to give value back
         * @description For another person to approve within 24 hours. Takes the looks that a reversal takes, and sets the amount aside; nothing is sent. Neither the status nor the version moves. A person is refused what he asked for already, to the cent, for as long as that waits.
         */
        post: operations["proposeReversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/reversal_terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what a reversal would be like
         * @description What is left, how it would come back, and how much of it the caller may give back alone.
         */
        get: operations["getReversalTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redemptions/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at the PIN of an issued voucher
         * @description Of the change, or of a refund. Who looked and why stands in the timeline before the PIN leaves. One person may look at ten in 24 hours. The answer is kept nowhere: it takes no idempotency key, and a repeat is one more look.
         */
        post: operations["revealPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reversal_proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List proposals
         * @description Newest first by redemption; several of one redemption stand together. With `status=waiting` by the one of each redemption that has waited longest.
         */
        get: operations["listReversalProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reversal_proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a proposal
         * @description Read a proposal.
         */
        get: operations["getReversalProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reconciliations
         * @description Newest first. Kept for 400 days. What `vouch reconcile` compared is not among them.
         */
        get: operations["listReconciliations"];
        put?: never;
        /**
         * Compare a statement of a provider with the books
         * @description The body is the file: semicolon CSV, up to 1 GiB, read as it comes. All of it is read before anything is compared; with a fault in it nothing is opened. The comparison goes on after the answer: read the reconciliation until its `status` is no longer `comparing`. Each difference becomes a review, once, however often a file is sent.
         */
        post: operations["createReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a reconciliation
         * @description Read a reconciliation.
         */
        get: operations["getReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliations/{id}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the differences of a reconciliation
         * @description In the order of their kinds, at most 10000. None until it is done. With `Accept: text/csv`, or `.csv` behind the address, all of them in one answer.
         */
        get: operations["listDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List terminals
         * @description Newest first, revoked too.
         */
        get: operations["listTerminals"];
        put?: never;
        /**
         * Make a terminal
         * @description Answers with a pairing code, which the till claims within ten minutes.
         */
        post: operations["createTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pair a till
         * @description Needs no key: the code is one. It stands for ten minutes and one claim, and every refusal of one reads alike. Where the answer was lost, have a new code made.
         */
        post: operations["claimTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the terminal that asks
         * @description For a till: which one it is, and whose.
         */
        get: operations["getCurrentTerminal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a terminal
         * @description Read a terminal.
         */
        get: operations["getTerminal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/pair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a terminal a new pairing code
         * @description For a tablet that was lost, or a code that ran out. What the terminal was paired with before is refused from this moment; its redemptions stay its own.
         */
        post: operations["pairTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a terminal
         * @description For good, and from this moment, at every instance. Its redemptions stay. Doing it again changes nothing.
         */
        post: operations["revokeTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock a terminal
         * @description Forgets the PINs that were refused at it, at every instance: it may try again at once.
         */
        post: operations["unlockTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description Newest first. Kept for 30 days. An event is visible at most 60 seconds after its `created_at`: when polling, look back that far.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an event
         * @description Read an event.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Newest first.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Make a webhook endpoint
         * @description Make a webhook endpoint.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook endpoint
         * @description Read a webhook endpoint.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Delete a webhook endpoint.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change, disable or enable a webhook endpoint
         * @description What falls due while it is disabled is not sent; it can be sent again by hand.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/rotate_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint a new secret
         * @description Both secrets sign until the overlap is over, so that the receiver can change at leisure.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description An event of type `webhook_endpoint.test`, to this endpoint alone. Read the delivery to see its answer.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries
         * @description Newest first. Kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook delivery
         * @description Read a webhook delivery.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Also one that was delivered. One attempt more at once, beside the ten, whose number and times it leaves as they are. A delivery that is settled gets it out of turn, one that is pending in its turn.
         */
        post: operations["retryWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test_helpers/vouchers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a test voucher
         * @description A PIN that the simulator honours, and a scenario that says how the simulator behaves with it.
         */
        post: operations["createTestVoucher"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "redemption.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.created
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.reserved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.reserved
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionReserved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.confirmed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.confirmed
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionConfirmed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.failed
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.reversed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.reversed
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionReversed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.checking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.checking
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionChecking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.review_required": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.review_required
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionReviewRequired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "participant.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * participant.created
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onParticipantCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "balance.credited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * balance.credited
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onBalanceCredited"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "balance.debited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * balance.debited
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onBalanceDebited"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "balance.held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * balance.held
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onBalanceHeld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "balance.released": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * balance.released
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onBalanceReleased"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "balance.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * balance.expired
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onBalanceExpired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "redemption.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * redemption.completed
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onRedemptionCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "program.funded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * program.funded
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onProgramFunded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "program.burned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * program.burned
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onProgramBurned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook_endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook_endpoint.disabled
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onWebhookEndpointDisabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook_endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook_endpoint.test
         * @description Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.
         */
        post: operations["onWebhookEndpointTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description RFC 9457. Further members depend on the code: `current_version`, `allowed_statuses`, `redemption_id` … */
        Problem: {
            /**
             * Format: uri-reference
             * @description GET it: this server explains the code.
             */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong here, in plain words. */
            detail: string;
            /** @description The path that was asked for. */
            instance: string;
            /**
             * @description Stable: programs decide by this.
             * @enum {string}
             */
            code: "invalid_json" | "invalid_request" | "validation_failed" | "pin_in_text" | "key_missing" | "key_invalid" | "key_revoked" | "key_not_allowed" | "permission_missing" | "step_up_required" | "session_missing" | "session_ended" | "session_of_another" | "sign_in_failed" | "code_invalid" | "session_incomplete" | "too_many_sign_ins" | "password_too_common" | "last_admin" | "own_account" | "too_many_keys" | "too_many_users" | "second_factor_needed" | "approval_required" | "own_proposal" | "cross_site_request" | "https_required" | "secret_key_in_browser" | "test_mode_only" | "not_found" | "not_received" | "route_not_found" | "method_not_allowed" | "request_timeout" | "voucher_in_use" | "invalid_state" | "outcome_unknown" | "awaiting_statement" | "too_many_concurrent_writes" | "idempotency_key_reused" | "idempotency_key_in_use" | "idempotency_key_burnt" | "endpoint_disabled" | "review_closed" | "proposal_waiting" | "proposal_decided" | "proposal_lapsed" | "pin_erased" | "version_conflict" | "body_too_large" | "unsupported_media_type" | "expectation_failed" | "unknown_type" | "unsupported_currency" | "provider_not_configured" | "partial_not_supported" | "lookup_not_supported" | "capture_exceeds_reserved" | "reversal_exceeds_redeemed" | "reversal_not_supported" | "verdict_amount_required" | "verdict_amount_exceeds" | "verdict_reference_required" | "voucher_already_redeemed" | "voucher_not_found" | "voucher_expired" | "voucher_cancelled" | "insufficient_value" | "amount_too_small" | "amount_too_large" | "provider_rejected" | "voucher_not_redeemable" | "too_many_endpoints" | "too_many_captures" | "too_many_reversals" | "too_many_updates" | "too_many_receipts" | "too_many_proposals" | "reconciliation_running" | "statement_unusable" | "too_many_assignments" | "too_many_notes" | "assignee_unknown" | "pairing_code_invalid" | "idempotency_required" | "if_match_required" | "headers_too_large" | "rate_limited" | "too_many_pin_attempts" | "too_many_reveals" | "too_many_pairing_attempts" | "too_many_drafts" | "internal_error" | "provider_misconfigured" | "provider_unavailable" | "invalid_scale" | "lot_mode_required" | "idempotency_conflict" | "name_taken" | "already_linked" | "managed_by_redemption" | "insufficient_balance" | "participant_inactive" | "program_inactive" | "asset_inactive" | "asset_not_linked" | "max_transaction_exceeded" | "reward_not_available" | "out_of_stock" | "participant_limit_reached" | "below_minimum" | "wrong_amount_field" | "hold_not_found" | "too_many_holds" | "too_many_lots" | "too_many_links" | "too_many_in_book" | "wallet_empty" | "cash_rate_missing" | "replica_set_required" | "overloaded" | "key_unknown" | "store_unavailable" | "not_ready" | "shutting_down";
            /** @description The same as `detail`. */
            message: string;
            /** @description The field or header at fault. */
            param?: string;
            errors?: components["schemas"]["ProblemFault"][];
            /** @description The same as `X-Request-Id`. */
            request_id: string;
            /** @description Whether the identical request may succeed later. */
            retryable: boolean;
            /**
             * @description What to do next, in one word. docs/errors.md says what each one means.
             * @enum {string}
             */
            advice: "try_another_voucher" | "change_amount" | "retry_same_key" | "retry_new_key" | "retry_later" | "wait" | "read_again" | "do_not_repeat" | "fix_request" | "check_api_key" | "sign_in" | "contact_support";
        } & {
            [key: string]: unknown;
        };
        ProblemFault: {
            /** @example source.pin */
            param: string;
            /** @example malformed */
            code: string;
            /** @description Never repeats the value. */
            message: string;
        };
        RedemptionOptions: {
            /** @enum {string} */
            partial: "decline" | "allow";
            /** @example 27821234567 */
            mobile_number?: string;
            /** @example STORE12 */
            store_id?: string;
            /** @example TILL3 */
            terminal_id?: string;
        };
        /** @description What a provider and its statement know an operation by. Beside `reference` and `transaction_id` each provider names what it does, as text: further members may come. Never a secret. */
        ProviderReference: {
            /**
             * @description Ours: the provider got it with the request.
             * @example op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4
             */
            reference: string;
            /**
             * @description The provider's own number; null where it gave none, or has not answered.
             * @example 4711
             */
            transaction_id: string | null;
            /**
             * @description Blu and OTT: of the voucher that was redeemed, or of the new one after a refund. 1Voucher: of the voucher in its reply: the change voucher, the original after a reversal, the new one after a refund.
             * @example 100200300400
             */
            serial_number?: string;
            /**
             * @description OTT.
             * @example 88001
             */
            voucher_id?: string;
            /**
             * @description OTT, of a refund voucher.
             * @example 1
             */
            batch?: string;
            /**
             * @description Blu.
             * @example 99001
             */
            voucher_reference?: string;
            /**
             * Format: date-time
             * @description 1Voucher and Blu: when the provider says it happened.
             */
            transaction_date?: string;
        };
        /** @description A voucher the provider issued: the change of a partial redemption, or a refund. */
        IssuedVoucher: {
            /**
             * @description In full in the answer to the request that took or gave back the value and in the repeats of that request, and to secret keys by GET; masked to its last four characters everywhere else. A publishable key reads it in the answer to its own create and in the repeats of it (which take its `Idempotency-Key`), never by an id. Null once it was erased, because the voucher was spent or had run out. Left out where it is not known here: with `delivery` `sms`, and where the provider issued change and the answer that had its PIN got lost. Then the customer is owed it, and a review `change_unknown` says whom to ask.
             * @example 4821930475610293
             */
            pin?: string | null;
            /**
             * @description Only where the PIN was erased.
             * @example ************0293
             */
            masked_pin?: string | null;
            /**
             * Format: date-time
             * @description Only where the PIN was erased: when.
             */
            pin_erased_at?: string;
            /** @example 100200300400 */
            serial_number: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: int64
             * @description Left out where the provider does not say (Blu).
             * @example 400
             */
            amount?: number;
            /**
             * @description `sms`: the provider sends it to the customer; there is no PIN here.
             * @enum {string}
             */
            delivery: "inline" | "sms";
        };
        RedemptionError: {
            /**
             * @description Named once for all providers. `outcome_unknown` is the code of an operation in doubt, which may have moved the value; every other one says that nothing moved. Publishable keys read `voucher_not_redeemable` for every refused voucher.
             * @example voucher_already_redeemed
             * @enum {string}
             */
            code: "voucher_already_redeemed" | "voucher_not_found" | "voucher_expired" | "voucher_cancelled" | "insufficient_value" | "amount_too_small" | "amount_too_large" | "provider_rejected" | "cash_rate_missing" | "provider_unavailable" | "provider_misconfigured" | "canceled" | "reservation_lapsed" | "draft_lapsed" | "outcome_unknown" | "voucher_not_redeemable";
            /** @example The voucher was redeemed before */
            message: string;
            /**
             * @description What to do next, in one word. docs/errors.md says what each one means.
             * @example try_another_voucher
             * @enum {string}
             */
            advice: "try_another_voucher" | "change_amount" | "retry_same_key" | "retry_new_key" | "retry_later" | "wait" | "read_again" | "do_not_repeat" | "fix_request" | "check_api_key" | "sign_in" | "contact_support";
            /**
             * @description The provider's own code.
             * @example 2401
             */
            provider_code: string | null;
            /**
             * @description The provider's own words.
             * @example Voucher already used
             */
            provider_message: string | null;
            /**
             * @description The operation that failed.
             * @example op_6740aa51c2f9d1e0b7a3c455
             */
            operation_id: string | null;
            /** Format: date-time */
            at: string;
        };
        /** @description One step towards, or back from, the provider. */
        Operation: {
            /** @example op_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            type: "reserve" | "confirm" | "release" | "reverse";
            /**
             * @description `unknown`: it was sent, and no certain answer came back. Vouch keeps asking.
             * @enum {string}
             */
            status: "pending" | "succeeded" | "failed" | "unknown";
            /**
             * Format: int64
             * @description What the provider was asked for (0: the whole value); once it has succeeded, what the provider says.
             * @example 1900
             */
            amount: number;
            /** @description What the provider and its statement know this operation by. Null where nothing is sent. */
            provider_reference: components["schemas"]["ProviderReference"] | null;
            /**
             * @deprecated
             * @description The same as `provider_reference.transaction_id`.
             */
            provider_transaction_id: string | null;
            error: components["schemas"]["RedemptionError"] | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Redemption: {
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "redemption";
            /** @example false */
            livemode: boolean;
            /**
             * @description Moves with every change of state or amount. Also the `ETag`.
             * @example 1
             */
            version: number;
            /**
             * @description `draft`: recorded, nothing sent. `reserved`: the PIN is claimed here; value not yet taken, or not known to be (see `outcome`). `confirmed`: value taken. `failed`: proven that none was taken.
             * @enum {string}
             */
            status: "draft" | "reserved" | "confirmed" | "failed";
            /**
             * @description What a till needs: `open` (not decided), `paid`, `not_paid`, `checking` (sent, no certain answer: hand over no goods, and do not retry with another key).
             * @enum {string}
             */
            outcome: "open" | "paid" | "not_paid" | "checking";
            /** @example vouchers.one_voucher */
            type: string;
            /** @enum {string} */
            capture_method: "automatic" | "manual";
            /**
             * Format: int64
             * @description Asked for, in cents. 0: the whole value, until it is known.
             * @example 1500
             */
            amount: number;
            /** @enum {string} */
            currency: "ZAR";
            /**
             * Format: int64
             * @description Held now. 0 once captured or released.
             */
            reserved_amount: number;
            /**
             * Format: int64
             * @description What the provider said it took. May differ from `amount`.
             * @example 1500
             */
            redeemed_amount: number;
            /**
             * Format: int64
             * @description Given back so far. Never above `redeemed_amount`.
             */
            reversed_amount: number;
            /**
             * Format: int64
             * @description Cents that people asked to give back and that wait for a second person. Left out where there are none.
             */
            proposed_amount?: number;
            /**
             * @description Its time as a draft or a reservation is over, and it has not ended: the books were restored from a backup, and its capture may be lost with what they lack. A statement of the provider has to be read first, or a review waits for a verdict. Left out elsewhere.
             * @enum {boolean}
             */
            awaiting_statement?: true;
            /**
             * @description Reviews of it that no person has closed yet, where one redemption is read by its id. Left out where there are none, and for publishable keys.
             * @example [
             *       "rvw_6740aa51c2f9d1e0b7a3c455"
             *     ]
             */
            open_reviews?: string[];
            /**
             * @description As sent, secrets masked to their last four characters.
             * @example {
             *       "pin": "************9838"
             *     }
             */
            source: {
                [key: string]: string;
            };
            redemption_options: components["schemas"]["RedemptionOptions"];
            /**
             * @description Of the newest operation that was sent: after a reversal the reversal's. Each of `operations` keeps its own. Null until something was sent.
             * @example {
             *       "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
             *       "transaction_id": "4711",
             *       "transaction_date": "2026-11-20T12:03:22.000Z"
             *     }
             * @example {
             *       "reference": "op-6740aa51c2f9d1e0b7a3c456-e0b7a3c5",
             *       "transaction_id": "88001",
             *       "voucher_id": "88001",
             *       "serial_number": "501200300400"
             *     }
             * @example {
             *       "reference": "op-6740aa51c2f9d1e0b7a3c457-e0b7a3c6",
             *       "transaction_id": null,
             *       "serial_number": "601200300400"
             *     }
             */
            provider_reference: components["schemas"]["ProviderReference"] | null;
            /** @description Replaces what was left on the voucher. */
            change_voucher: components["schemas"]["IssuedVoucher"] | null;
            last_error: components["schemas"]["RedemptionError"] | null;
            operations: components["schemas"]["Operation"][];
            /**
             * @example {
             *       "order": "1042"
             *     }
             */
            metadata: {
                [key: string]: string;
            };
            /** @example order-1042 */
            external_reference: string | null;
            /**
             * @example [
             *       "basket-77"
             *     ]
             */
            related_ids: string[];
            /**
             * Format: date-time
             * @description When the reservation lapses unless it is captured. Null where nothing waits for a capture.
             */
            reserved_until: string | null;
            /**
             * Format: date-time
             * @description When Vouch asks the provider next.
             */
            next_check_at: string | null;
            /**
             * Format: date-time
             * @description When it became paid or not paid. Null until then.
             */
            settled_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Understood: {
            /**
             * @description What the part was taken for. `other_mode`: an id of your other mode, found there alone. `reference_beginning`: nothing is called exactly so.
             * @enum {string}
             */
            kind: "id" | "other_mode" | "pin" | "pin_end" | "amount" | "phone" | "terminal" | "created" | "reference" | "reference_beginning";
            /**
             * @description The part. A PIN masked, an amount in rand, a span of time as `from/to`, several tills as `T7, T07`.
             * @example ************9838
             */
            value: string;
            /**
             * @description What the same text is looked for as, too: rows that are either are found. Null where it is nothing else.
             * @enum {string|null}
             */
            also: "reference" | null;
            /**
             * Format: int32
             * @description How many words of the query, apart by spaces, the part was read from. The parts stand in the order of the query, so that each word belongs to one.
             */
            words: number;
        };
        SearchResult: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Redemption"][];
            /** @description Every part of the query, in its order. */
            understood: components["schemas"]["Understood"][];
            /** @description False for a while after an update: redemptions of the version before are still being made searchable, the newest first. */
            complete: boolean;
        };
        SearchRequest: {
            /**
             * @description What you have in hand, in words that must all be true: an id, a whole PIN, the last four digits of one, an amount, a phone number, a reference, `till:T12` or `till 12`, a day and a time.
             * @example 9838 today 14:00-14:30
             */
            query: string;
            /** @enum {string} */
            status?: "draft" | "reserved" | "confirmed" | "failed";
            /** @enum {string} */
            outcome?: "open" | "paid" | "not_paid" | "checking";
            /** @example vouchers.one_voucher */
            type?: string;
            /**
             * @description Made then or later. RFC 3339, or a date alone: the whole of that day in South African time.
             * @example 2026-11-24
             */
            created_from?: string;
            /**
             * @description Made before it. RFC 3339, or a date alone: the whole of that day in South African time.
             * @example 2026-11-25
             */
            created_to?: string;
            /** @description Left out: `20`. */
            limit?: number;
            /** @description `next_cursor` of the page before. */
            cursor?: string;
        };
        CreateRedemptionRequest: components["schemas"]["OneVoucherCreateRedemptionRequest"] | components["schemas"]["OttCreateRedemptionRequest"] | components["schemas"]["BluCreateRedemptionRequest"] | components["schemas"]["LoyaltyPointsLedgerCreateRedemptionRequest"];
        EmptyRequest: Record<string, never>;
        RedemptionList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Redemption"][];
        };
        Capabilities: {
            /** @description The voucher can be held before value is taken. */
            reserve: boolean;
            redeem: boolean;
            /** @description Less than its value can be taken. */
            partial: boolean;
            /** @description Value can be given back. */
            refund: boolean;
            /** @description Its value can be read without taking it. */
            lookup: boolean;
            /**
             * @description How change reaches the customer.
             * @enum {string}
             */
            change_voucher: "INLINE" | "SMS" | "NONE";
        };
        /** @description One field of `source`. */
        RequiredField: {
            /** @example pin */
            name: string;
            /** @description Other names it is accepted under. */
            aliases?: string[];
            /** @enum {string} */
            type: "string";
            required: boolean;
            /** @description Of the fields with the same word here exactly one must be sent. */
            choice?: string;
            /** @description A secret: masked everywhere, and never to be logged. */
            sensitive: boolean;
            /**
             * @description Regular expression. In a sensitive field it is applied after spaces, dashes and invisible characters are taken out and digits of other scripts are written in ASCII.
             * @example ^\d{16}$
             */
            pattern: string;
            /** @example 16 digits, as printed on the voucher */
            description: string;
            /** @example 1115684091419838 */
            example: string;
        };
        VoucherType: {
            /** @example vouchers.one_voucher */
            type: string;
            /** @example vouchers */
            category: string;
            /** @example 1Voucher */
            name: string;
            description: string;
            /**
             * Format: uri-reference
             * @description Of the provider. Of points, which this server keeps itself, its own documentation.
             */
            website: string;
            /**
             * @example [
             *       "ZAR"
             *     ]
             */
            currencies: string[];
            capabilities: components["schemas"]["Capabilities"];
            /** @example [] */
            required_fields: components["schemas"]["RequiredField"][];
        };
        VoucherTypeList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["VoucherType"][];
        };
        PointsRedemption: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            participant_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            program_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            /**
             * Format: uuid
             * @description Of an item of the catalog.
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            reward_id?: string;
            /** @example 1000.00 */
            amount: string;
            /** @description Of what was redeemed by the piece. */
            quantity?: number;
            /**
             * @description Price of a piece as it was.
             * @example 1000.00
             */
            unit_cost?: string;
            description: string;
            /** @enum {string} */
            status: "COMPLETED" | "PARTIALLY_REVERSED" | "FULLY_REVERSED";
            /** @example 0.00 */
            reversed_amount: string;
            reversed_quantity?: number;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            journal_entry_id: string;
            /** @description The hold it was redeemed from, or the operation it belongs to. */
            reference_id?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        UpdateRedemptionRequest: {
            /**
             * @description Replaces all metadata.
             * @example {
             *       "order": "1043"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Null clears it.
             * @example order-1043
             */
            external_reference?: string | null;
        };
        Reversal: {
            /** @example rev_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "reversal";
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /**
             * @description Of its redemption.
             * @example vouchers.one_voucher
             */
            type: string;
            /**
             * @description Of its redemption.
             * @example order-1042
             */
            external_reference: string | null;
            /** @description What the provider and its statement know it by. Null where nothing was sent. */
            provider_reference: components["schemas"]["ProviderReference"] | null;
            /**
             * Format: int64
             * @example 1500
             */
            amount: number;
            /** @enum {string} */
            currency: "ZAR";
            /** @example Customer returned the goods */
            reason: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed" | "unknown";
            /**
             * @description `restored`: the original voucher lives again. `refund_voucher`: a new voucher was issued.
             * @enum {string}
             */
            method: "restored" | "refund_voucher";
            refund_voucher: components["schemas"]["IssuedVoucher"] | null;
            error: components["schemas"]["RedemptionError"] | null;
            /**
             * Format: date-time
             * @description When it succeeded or failed. Null until then.
             */
            settled_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        PointsReversal: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            redemption_id: string;
            /** @example 1000.00 */
            amount: string;
            quantity?: number;
            reason: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            journal_entry_id: string;
            /**
             * @description Of the amount, what had passed its date and expired again.
             * @example 0.00
             */
            expired_amount: string;
            /** Format: date-time */
            created_at: string;
        };
        PaginationDto: {
            has_more: boolean;
            next_cursor: string | null;
        };
        ReversalList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: (components["schemas"]["Reversal"] | components["schemas"]["PointsReversal"])[];
            /** @description Of points, whose reversals come in pages. */
            pagination?: components["schemas"]["PaginationDto"];
        };
        PointsReversalList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["PointsReversal"][];
        };
        Actor: {
            /** @enum {string} */
            kind: "api_key" | "terminal" | "resolver" | "provider" | "user" | "system";
            /** @example key_6740aa51c2f9d1e0b7a3c455 */
            id: string;
        };
        /** @description One fact: what happened, when, and who brought it. */
        TimelineEntry: {
            /** @example 1 */
            seq: number;
            /** Format: date-time */
            at: string;
            /**
             * @description What happened: docs/api.md explains each name.
             * @example created
             * @enum {string}
             */
            fact: "created" | "reserved" | "held" | "reserve_requested" | "confirm_requested" | "reverse_requested" | "release_requested" | "asked" | "reserve_answered" | "confirm_answered" | "reverse_answered" | "release_answered" | "reserve_answered_late" | "confirm_answered_late" | "reverse_answered_late" | "release_answered_late" | "confirm_contradicted" | "reverse_contradicted" | "canceled" | "lapsed" | "lapse_put_off" | "review_opened" | "return_found" | "verdict_given" | "verdict_proposed" | "reversal_proposed" | "reversal_approved" | "reversal_rejected" | "reversal_proposal_lapsed" | "pin_revealed" | "review_assigned" | "review_noted" | "updated" | "acknowledged" | "idempotency_key_expired" | "resealed" | "pins_erased";
            actor: components["schemas"]["Actor"];
            /** @example req_5f0c1d2e3a4b5c6d7e8f9a0b */
            request_id: string | null;
            /**
             * @description The status after this fact.
             * @enum {string}
             */
            status: "draft" | "reserved" | "confirmed" | "failed";
            /** @description The version after this fact. */
            version: number;
            /** @description Whatever belongs to this fact. Never a secret. */
            detail: {
                [key: string]: (string | number | boolean) | null;
            };
        };
        Timeline: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["TimelineEntry"][];
        };
        CaptureRequest: {
            /**
             * Format: int64
             * @description In cents, at most `reserved_amount`. Left out, all that is reserved is taken.
             * @example 1500
             */
            amount?: number;
        };
        ReverseRequest: {
            /**
             * @description Why. It stays in the timeline.
             * @example Customer returned the goods
             */
            reason: string;
            /**
             * Format: int64
             * @description In cents. Left out, all that is left is given back.
             * @example 500
             */
            amount?: number;
            /** @description The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal. */
            idempotency_key?: string;
        };
        ReversePointsRequest: {
            /** @description Instead of the Idempotency-Key header. */
            idempotency_key?: string | null;
            /** @example Customer returned the goods */
            reason: string;
            /**
             * @description Left out: all that is left.
             * @example 1000.00
             */
            amount?: string | null;
            /** @description Of what was redeemed by the piece. */
            quantity?: number | null;
            /**
             * Format: date-time
             * @description A new date for lots that have expired meanwhile.
             */
            restore_expires_at?: string | null;
        };
        AcknowledgeRequest: {
            /**
             * @description What the customer was given.
             * @enum {string}
             */
            receipt: "printed" | "shown";
        };
        Receipt: {
            /** @enum {string} */
            object: "receipt";
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /** @enum {string} */
            receipt: "printed" | "shown";
            /** @description 1 is the first of its kind; from 2 on it is a copy. */
            copy: number;
            /** Format: date-time */
            at: string;
        };
        AllReversals: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Reversal"][];
        };
        DailySum: {
            /** @example 12 */
            count: number;
            /**
             * Format: int64
             * @example 184500
             */
            amount: number;
        };
        DailyCount: {
            /** @example 2 */
            count: number;
        };
        DailyChange: {
            /** @example 12 */
            count: number;
            /**
             * Format: int64
             * @example 184500
             */
            amount: number;
            /**
             * @description How many of them are not in `amount`: the provider did not say what they are worth (Blu).
             * @example 0
             */
            without_amount: number;
        };
        DailyOfType: {
            /** @description Redemptions that became paid: what the providers took. */
            taken: components["schemas"]["DailySum"];
            /** @description Redemptions of which it is proven that nothing was taken. */
            not_paid: components["schemas"]["DailyCount"];
            /** @description Reversals that succeeded. */
            given_back: components["schemas"]["DailySum"];
            /** @description Change vouchers of what was taken. */
            change_issued: components["schemas"]["DailyChange"];
            /** @description Created that day, and without a certain answer now: `amount` as asked for, 0 where all was asked for. */
            in_doubt: components["schemas"]["DailySum"];
            /** @example vouchers.one_voucher */
            type: string;
        };
        Day: {
            /** @description Redemptions that became paid: what the providers took. */
            taken: components["schemas"]["DailySum"];
            /** @description Redemptions of which it is proven that nothing was taken. */
            not_paid: components["schemas"]["DailyCount"];
            /** @description Reversals that succeeded. */
            given_back: components["schemas"]["DailySum"];
            /** @description Change vouchers of what was taken. */
            change_issued: components["schemas"]["DailyChange"];
            /** @description Created that day, and without a certain answer now: `amount` as asked for, 0 where all was asked for. */
            in_doubt: components["schemas"]["DailySum"];
            /** @description The same by type, of those types that anything happened with. */
            by_type: components["schemas"]["DailyOfType"][];
            /**
             * Format: date
             * @example 2026-11-24
             */
            date: string;
        };
        DailyTotals: {
            /** @description Redemptions that became paid: what the providers took. */
            taken: components["schemas"]["DailySum"];
            /** @description Redemptions of which it is proven that nothing was taken. */
            not_paid: components["schemas"]["DailyCount"];
            /** @description Reversals that succeeded. */
            given_back: components["schemas"]["DailySum"];
            /** @description Change vouchers of what was taken. */
            change_issued: components["schemas"]["DailyChange"];
            /** @description Created that day, and without a certain answer now: `amount` as asked for, 0 where all was asked for. */
            in_doubt: components["schemas"]["DailySum"];
            /** @description The same by type, of those types that anything happened with. */
            by_type: components["schemas"]["DailyOfType"][];
        };
        DailyReport: {
            /** @enum {string} */
            object: "daily_report";
            /** @example false */
            livemode: boolean;
            /**
             * Format: date
             * @example 2026-11-24
             */
            from: string;
            /**
             * Format: date
             * @example 2026-11-24
             */
            to: string;
            /**
             * @description How far local time is ahead of UTC.
             * @example +02:00
             */
            utc_offset: string;
            /** @enum {string} */
            currency: "ZAR";
            /** @description Every day asked for, the oldest first. */
            days: components["schemas"]["Day"][];
            /** @description All of them together. */
            totals: components["schemas"]["DailyTotals"];
        };
        CreateProgramRequest: {
            description?: string | null;
            /** @enum {string} */
            status?: "ACTIVE" | "SUSPENDED" | "ARCHIVED";
            /** @enum {string} */
            on_unknown_participant?: "CREATE" | "REJECT";
            /**
             * @description Where redeemed value goes from now on.
             * @enum {string}
             */
            redemption_target_type?: "SYSTEM_REDEMPTION" | "SYSTEM_BREAKAGE" | "LEDGER_ENTITY";
            /**
             * Format: uuid
             * @description Required for LEDGER_ENTITY.
             */
            redemption_target_entity_id?: string | null;
            /** @example Stars */
            name: string;
        };
        ProgramCashRate: {
            /** @enum {string} */
            currency: "ZAR";
            /**
             * @description So many cents …
             * @example 100
             */
            cents: number;
            /**
             * @description … are worth so many units of the asset.
             * @example 10.00
             */
            units: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
        };
        Program: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            object: "program";
            name: string;
            description: string | null;
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "ARCHIVED";
            /** @enum {string} */
            on_unknown_participant: "CREATE" | "REJECT";
            /** @enum {string} */
            redemption_target_type: "SYSTEM_REDEMPTION" | "SYSTEM_BREAKAGE" | "LEDGER_ENTITY";
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            redemption_target_entity_id: string | null;
            asset_ids: string[];
            cash_rates: components["schemas"]["ProgramCashRate"][];
            /** Format: date-time */
            deleted_at: string | null;
        };
        ProgramListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["Program"][];
        };
        UpdateProgramRequest: {
            description?: string | null;
            /** @enum {string} */
            status?: "ACTIVE" | "SUSPENDED" | "ARCHIVED";
            /** @enum {string} */
            on_unknown_participant?: "CREATE" | "REJECT";
            /**
             * @description Where redeemed value goes from now on.
             * @enum {string}
             */
            redemption_target_type?: "SYSTEM_REDEMPTION" | "SYSTEM_BREAKAGE" | "LEDGER_ENTITY";
            /**
             * Format: uuid
             * @description Required for LEDGER_ENTITY.
             */
            redemption_target_entity_id?: string | null;
            name?: string;
        };
        CashRate: {
            /** @enum {string} */
            currency: "ZAR";
            /**
             * @description So many cents …
             * @example 100
             */
            cents: number;
            /**
             * @description … are worth so many units of the asset.
             * @example 10.00
             */
            units: string;
        };
        LinkAssetRequest: {
            /** Format: uuid */
            asset_id: string;
            cash_rate?: components["schemas"]["CashRate"] | null;
        };
        UpdateLinkedAssetRequest: {
            /** @description Null: it has no worth at a till. */
            cash_rate: components["schemas"]["CashRate"] | null;
        };
        CreateLedgerEntityRequest: {
            /** @example Partner charity */
            name: string;
        };
        LedgerEntity: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            object: "ledger_entity";
            name: string;
        };
        LedgerEntityListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["LedgerEntity"][];
        };
        CreateAssetRequest: {
            /** @example Star */
            name: string;
            /** @example STAR */
            symbol: string;
            /**
             * @description Left out: `SIMPLE`.
             * @enum {string}
             */
            inventory_mode?: "SIMPLE" | "LOT";
            /**
             * @description Left out: `UNLIMITED`.
             * @enum {string}
             */
            issuance_policy?: "UNLIMITED" | "PREFUNDED";
            /** @description Decimal places. Left out: `0`. */
            scale?: number;
            max_transaction_amount?: string | null;
            /**
             * Format: uuid
             * @description Links the asset to this program.
             */
            program_id?: string | null;
        };
        Asset: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            object: "asset";
            name: string;
            /** @example STAR */
            symbol: string;
            /** @enum {string} */
            inventory_mode: "SIMPLE" | "LOT";
            /** @enum {string} */
            issuance_policy: "UNLIMITED" | "PREFUNDED";
            scale: number;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            max_transaction_amount: string | null;
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "ARCHIVED";
            program_ids: string[];
            /** Format: date-time */
            deleted_at: string | null;
        };
        AssetListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["Asset"][];
        };
        UpdateAssetRequest: {
            name?: string;
            /** @enum {string} */
            status?: "ACTIVE" | "SUSPENDED" | "ARCHIVED";
            max_transaction_amount?: string | null;
        };
        UpsertParticipantRequest: {
            email?: string | null;
            phone?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            display_name?: string | null;
            /** @description At most 20 pairs. */
            attributes?: {
                [key: string]: string;
            };
            tags?: string[];
            /** @example customer-1001 */
            external_id: string;
        };
        AssetBalance: {
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            available: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            held: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            deferred: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            /** @example STAR */
            symbol: string;
        };
        Participant: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            object: "participant";
            external_id: string;
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "CLOSED";
            email: string | null;
            phone: string | null;
            first_name: string | null;
            last_name: string | null;
            display_name: string | null;
            attributes: {
                [key: string]: string;
            };
            tags: string[];
            /** @description Programs that have credited this participant. */
            program_ids: string[];
            /** @description Always empty: there are no counters here. */
            counters: {
                [key: string]: unknown;
            };
            /** @description Always empty: there are no tiers here. */
            tiers: {
                [key: string]: unknown;
            };
            balances: components["schemas"]["AssetBalance"][];
        };
        ParticipantSummary: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @enum {string} */
            object: "participant";
            external_id: string;
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "CLOSED";
            email: string | null;
            phone: string | null;
            first_name: string | null;
            last_name: string | null;
            display_name: string | null;
            attributes: {
                [key: string]: string;
            };
            tags: string[];
            /** @description Programs that have credited this participant. */
            program_ids: string[];
        };
        ParticipantListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["ParticipantSummary"][];
        };
        UpdateParticipantRequest: {
            email?: string | null;
            phone?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            display_name?: string | null;
            /** @description At most 20 pairs. */
            attributes?: {
                [key: string]: string;
            };
            tags?: string[];
            external_id?: string;
        };
        ParticipantStatusRequest: {
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "CLOSED";
        };
        AssetBalances: {
            data: components["schemas"]["AssetBalance"][];
        };
        AdjustRequest: {
            idempotency_key?: string | null;
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example Welcome */
            description: string;
            /** @description Your own name for it. */
            reference_id?: string | null;
            /** @enum {string} */
            type: "CREDIT" | "DEBIT";
            /** @example 1500.00 */
            amount: string;
            /**
             * @description Left out: `AVAILABLE`.
             * @enum {string}
             */
            bucket?: "AVAILABLE" | "HELD";
            /** @description DEBIT only: the balance may go below zero. Left out: `false`. */
            allow_negative?: boolean;
            /**
             * Format: date-time
             * @description CREDIT of a LOT asset: when what is left expires.
             */
            expires_at?: string | null;
            /**
             * Format: date-time
             * @description CREDIT of a LOT asset: deferred until then.
             */
            matures_at?: string | null;
        };
        PointsBalance: {
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            available: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            held: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            deferred: string;
        };
        Adjustment: {
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** Format: uuid */
            participant_id: string;
            balance: components["schemas"]["PointsBalance"];
            /** Format: uuid */
            journal_entry_id: string;
            reference_id: string | null;
            message: string;
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            type: "CREDIT" | "DEBIT";
            /** @example 1500.00 */
            amount: string;
            /** @enum {string} */
            bucket: "AVAILABLE" | "HELD" | "DEFERRED";
        };
        HoldRequest: {
            idempotency_key?: string | null;
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example Welcome */
            description: string;
            /** @description Your own name for it. */
            reference_id?: string | null;
            /**
             * @description Left out: everything.
             * @example 1500.00
             */
            amount?: string | null;
            /** @description LOT assets: only these lots. */
            lot_ids?: string[];
            /**
             * Format: date-time
             * @description LOT assets: only lots earned from then on.
             */
            earned_from?: string | null;
            /**
             * Format: date-time
             * @description LOT assets: only lots earned until then.
             */
            earned_to?: string | null;
            /**
             * @description Left out: `AVAILABLE`.
             * @enum {string}
             */
            bucket?: "AVAILABLE";
            /**
             * Format: date-time
             * @description When it is released by itself.
             */
            expires_at?: string | null;
        };
        ProcessedLot: {
            /** Format: uuid */
            id: string;
            /** @example 1500.00 */
            amount: string;
        };
        HoldOperation: {
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** Format: uuid */
            participant_id: string;
            balance: components["schemas"]["PointsBalance"];
            /** Format: uuid */
            journal_entry_id: string;
            reference_id: string | null;
            message: string;
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            operation: "HOLD" | "RELEASE" | "FORFEIT";
            /** @example 1500.00 */
            amount_processed: string;
            lots_processed: components["schemas"]["ProcessedLot"][];
        };
        ReleaseRequest: {
            idempotency_key?: string | null;
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example Welcome */
            description: string;
            /** @description Your own name for it. */
            reference_id?: string | null;
            /**
             * @description Left out: everything.
             * @example 1500.00
             */
            amount?: string | null;
            /** @description LOT assets: only these lots. */
            lot_ids?: string[];
            /**
             * Format: date-time
             * @description LOT assets: only lots earned from then on.
             */
            earned_from?: string | null;
            /**
             * Format: date-time
             * @description LOT assets: only lots earned until then.
             */
            earned_to?: string | null;
            /**
             * @description Left out: `HELD`.
             * @enum {string}
             */
            bucket?: "HELD";
        };
        ForfeitRequest: {
            idempotency_key?: string | null;
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example Welcome */
            description: string;
            /** @description Your own name for it. */
            reference_id?: string | null;
            /**
             * @description Left out: everything.
             * @example 1500.00
             */
            amount?: string | null;
            /** @description LOT assets: only these lots. */
            lot_ids?: string[];
            /**
             * Format: date-time
             * @description LOT assets: only lots earned from then on.
             */
            earned_from?: string | null;
            /**
             * Format: date-time
             * @description LOT assets: only lots earned until then.
             */
            earned_to?: string | null;
            /** @enum {string} */
            bucket: "AVAILABLE" | "HELD";
        };
        Lot: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            object: "lot";
            /** Format: uuid */
            asset_id: string;
            /** Format: uuid */
            program_id: string;
            /** @example 1500.00 */
            amount: string;
            /** @example 1500.00 */
            remaining: string;
            /** @enum {string} */
            status: "DEFERRED" | "AVAILABLE" | "HELD" | "CONSUMED" | "EXPIRED";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            matures_at: string | null;
            reference_id: string | null;
        };
        LotListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["Lot"][];
        };
        ProgramWallet: {
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            available: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            held: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            deferred: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            symbol: string;
            /** @enum {string} */
            issuance_policy: "UNLIMITED" | "PREFUNDED";
        };
        ProgramWallets: {
            data: components["schemas"]["ProgramWallet"][];
        };
        WalletMoveRequest: {
            idempotency_key?: string | null;
            /** @example 1500.00 */
            amount: string;
            description?: string;
        };
        WalletMove: {
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            /**
             * @description Decimal text with as many places as the asset has.
             * @example 1500.00
             */
            available: string;
            /**
             * Format: uuid
             * @description Null: the asset is UNLIMITED, and nothing moved.
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            journal_entry_id: string | null;
            message: string;
        };
        CreateRewardRequest: {
            description?: string | null;
            category?: string | null;
            /** @description Null: no limit. */
            max_total?: number | null;
            /** @description Null: no limit. */
            max_per_participant?: number | null;
            /**
             * @description A new one is ACTIVE where it says nothing.
             * @enum {string}
             */
            status?: "DRAFT" | "ACTIVE" | "ARCHIVED";
            /** Format: date-time */
            available_from?: string | null;
            /** Format: date-time */
            available_until?: string | null;
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Unique in the program.
             * @example Mug
             */
            name: string;
            /** @enum {string} */
            redemption_type: "UNIT_BASED" | "AMOUNT_BASED";
            /** Format: uuid */
            asset_id: string;
            /**
             * @description Price of a piece; of an AMOUNT_BASED reward the least amount.
             * @example 250.00
             */
            unit_cost: string;
        };
        Reward: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            object: "reward";
            /** Format: uuid */
            program_id: string;
            name: string;
            description: string | null;
            category: string | null;
            /** @enum {string} */
            redemption_type: "UNIT_BASED" | "AMOUNT_BASED";
            /** Format: uuid */
            asset_id: string;
            /** @example 250.00 */
            unit_cost: string;
            /** @description Null: no limit. */
            max_total: number | null;
            /** @description Null: no limit. */
            max_per_participant: number | null;
            /** @description Pieces redeemed and not given back. */
            redeemed_count: number;
            /**
             * @description OUT_OF_STOCK comes and goes by itself.
             * @enum {string}
             */
            status: "DRAFT" | "ACTIVE" | "ARCHIVED" | "OUT_OF_STOCK";
            /** Format: date-time */
            available_from: string | null;
            /** Format: date-time */
            available_until: string | null;
            metadata: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
        };
        RewardListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["Reward"][];
        };
        UpdateRewardRequest: {
            description?: string | null;
            category?: string | null;
            /** @description Null: no limit. */
            max_total?: number | null;
            /** @description Null: no limit. */
            max_per_participant?: number | null;
            /**
             * @description A new one is ACTIVE where it says nothing.
             * @enum {string}
             */
            status?: "DRAFT" | "ACTIVE" | "ARCHIVED";
            /** Format: date-time */
            available_from?: string | null;
            /** Format: date-time */
            available_until?: string | null;
            metadata?: {
                [key: string]: string;
            };
            name?: string;
            /** @example 250.00 */
            unit_cost?: string;
        };
        RedeemPointsRequest: {
            /** @description Instead of the Idempotency-Key header. */
            idempotency_key?: string | null;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            program_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            /** @example 1000.00 */
            amount: string;
            /** @example Gift card */
            description: string;
            /** @description Redeem what is held under this name, and free the rest of it. */
            hold_reference_id?: string | null;
        };
        RedeemItemRequest: {
            /** @description Instead of the Idempotency-Key header. */
            idempotency_key?: string | null;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            program_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            reward_id: string;
            /** @description Of a UNIT_BASED reward. Left out: `1`. */
            quantity?: number | null;
            /**
             * @description Of an AMOUNT_BASED reward.
             * @example 1000.00
             */
            amount?: string | null;
            /** @description Left out: `Redeemed: <name>`. */
            description?: string | null;
            /** @description Redeem what is held under this name, and free the rest of it. */
            hold_reference_id?: string | null;
        };
        PointsRedemptionListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["PointsRedemption"][];
        };
        Posting: {
            id: string;
            /** @example -1000.00 */
            amount: string;
            /** Format: uuid */
            asset_id: string;
            asset_symbol: string | null;
            /** @enum {string} */
            bucket: "AVAILABLE" | "HELD" | "DEFERRED";
            /** @enum {string} */
            entity_type: "PARTICIPANT" | "SYSTEM_ISSUANCE" | "SYSTEM_ADJUSTMENT" | "SYSTEM_REDEMPTION" | "SYSTEM_BREAKAGE" | "WALLET" | "LEDGER_ENTITY";
            /** Format: uuid */
            participant_id?: string;
            /** Format: uuid */
            program_id?: string;
            /** Format: uuid */
            ledger_entity_id?: string;
            /** @description Why value is in SYSTEM_BREAKAGE. */
            reason?: string;
            /** @description The counter account in one text. */
            account?: string;
            /** Format: date-time */
            created_at: string;
        };
        JournalEntry: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            object: "journal_entry";
            /** @enum {string} */
            action_type: "CREDIT" | "DEBIT" | "HOLD" | "RELEASE" | "FORFEIT" | "MATURITY" | "REDEMPTION" | "REVERSAL" | "EXPIRATION" | "FUND" | "BURN";
            /** Format: uuid */
            program_id: string;
            program_name: string | null;
            /**
             * Format: uuid
             * @description Null for the wallet of a program.
             */
            participant_id: string | null;
            description: string;
            /** @description Always null: there are no earning events here. */
            event_id: string | null;
            /** @description Always null: there are no rules here. */
            rule_id: string | null;
            reference_id: string | null;
            /** @description Null for what happened by itself. */
            created_by_api_key_id: string | null;
            /** @description SHA-256 over this entry and all before it in its book. */
            entry_hash: string;
            /** @description They sum to zero. */
            postings: components["schemas"]["Posting"][];
            /** Format: date-time */
            created_at: string;
        };
        JournalEntryListDto: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            pagination: components["schemas"]["PaginationDto"];
            data: components["schemas"]["JournalEntry"][];
        };
        AssetSummary: {
            /** Format: uuid */
            asset_id: string;
            asset_symbol: string;
            /** @example -1000.00 */
            total_issued: string;
            /** @example -1000.00 */
            total_redeemed: string;
            /** @example -1000.00 */
            total_expired: string;
            /** @example -1000.00 */
            total_forfeited: string;
            /** @example -1000.00 */
            total_other_adjustments_net: string;
            /**
             * @description In the period, where one was asked for; else the total.
             * @example -1000.00
             */
            other_adjustments_net: string;
            /** @example -1000.00 */
            current_balance: string;
            participant_count: number;
            /** @example -1000.00 */
            opening_balance?: string;
            /** @example -1000.00 */
            closing_balance?: string;
            /** @example -1000.00 */
            period_issued?: string;
            /** @example -1000.00 */
            period_redeemed?: string;
            /** @example -1000.00 */
            period_expired?: string;
            /** @example -1000.00 */
            period_forfeited?: string;
        };
        LedgerSummary: {
            data: components["schemas"]["AssetSummary"][];
            /** Format: date-time */
            as_of: string;
        };
        IntegrityFault: {
            /**
             * Format: uuid
             * @description The book: a participant, or a program for its wallet.
             */
            participant_id: string;
            fault: string;
        };
        Integrity: {
            all_passed: boolean;
            postings_balanced: boolean;
            value_conservation: boolean;
            hash_chain: boolean;
            /** @description Always 0: an entry is sealed in the commit that writes it. */
            unsealed_entries: number;
            /** @description Hash of the newest entry. */
            chain_head: string | null;
            /** Format: date-time */
            verified_at: string;
            window: number;
            faults: components["schemas"]["IntegrityFault"][];
        };
        LookupRequest: components["schemas"]["OneVoucherLookupRequest"] | components["schemas"]["OttLookupRequest"] | components["schemas"]["BluLookupRequest"] | components["schemas"]["LoyaltyPointsLedgerLookupRequest"];
        StoredValue: {
            /** @enum {string} */
            object: "stored_value";
            /** @example vouchers.blu */
            type: string;
            /**
             * Format: int64
             * @description In cents.
             * @example 1900
             */
            balance: number;
            /** @enum {string} */
            currency: "ZAR";
            /**
             * @description As sent, secrets masked to their last four characters.
             * @example {
             *       "token": "************9838"
             *     }
             */
            source: {
                [key: string]: string;
            };
            /**
             * @description What else the provider told. Never a secret.
             * @example {
             *       "status": "ACTIVE"
             *     }
             */
            provider_metadata: {
                [key: string]: string;
            };
        };
        Verdict: {
            /** @enum {string} */
            decision: "paid" | "not_paid";
            /** @description Why they were sure. */
            note: string;
            /** @description Where the proof can be found. */
            evidence: string;
            by: components["schemas"]["Actor"];
            /** Format: date-time */
            at: string | null;
        };
        ProposedVerdict: {
            /** @enum {string} */
            decision: "paid" | "not_paid";
            /** @description Why they were sure. */
            note: string;
            /** @description Where the proof can be found. */
            evidence: string;
            by: components["schemas"]["Actor"];
            /** @description Cents that moved, where it says so. */
            amount: number | null;
            /**
             * Format: date-time
             * @description It waits for 24 hours from then.
             */
            at: string;
        };
        /** @description What somebody found out about it. */
        ReviewNote: {
            text: string;
            by: components["schemas"]["Actor"];
            /** Format: date-time */
            at: string;
        };
        /** @description Something that only a person can settle. */
        Review: {
            /** @example rvw_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "review";
            /** @enum {string} */
            status: "open" | "closed";
            /** @example true */
            livemode: boolean;
            /** @enum {string} */
            reason: "doubt_unresolved" | "answer_contradicts_state" | "amount_differs" | "statement_differs" | "lost_in_restore" | "change_unknown" | "refund_unknown";
            /** @description What is wrong, in words. */
            summary: string;
            /**
             * @description Null where a statement has a line that no redemption here knows.
             * @example rdm_6740aa51c2f9d1e0b7a3c455
             */
            redemption_id: string | null;
            /** @description The operation it is about, where there is one. */
            operation_id: string | null;
            /** @example vouchers.one_voucher */
            type: string;
            /** @description What the provider knows it by. */
            reference: string | null;
            /** @description Cents of that operation; 0: the whole value, not known yet. Without an operation: what the statement shows as taken, where it does. Without a redemption: what the statement says. */
            amount: number | null;
            /** @description For If-Match: of the redemption, or of the review without one. */
            version: number;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            closed_at: string | null;
            /** @description Null while open, and where the provider settled the matter after all. */
            verdict: components["schemas"]["Verdict"] | null;
            /** @description What one person decided, where it takes the same verdict of another. Left out where nobody has. */
            proposed_verdict?: components["schemas"]["ProposedVerdict"];
            /**
             * @description Who has taken it up. Null: nobody.
             * @example usr_6740aa51c2f9d1e0b7a3c455
             */
            assigned_to: string | null;
            /** Format: date-time */
            assigned_at: string | null;
            /** @description Oldest first, 50 at most. */
            notes: components["schemas"]["ReviewNote"][];
        };
        ReviewList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Review"][];
        };
        ReviewReasonSummary: {
            /** @enum {string} */
            reason: "doubt_unresolved" | "answer_contradicts_state" | "amount_differs" | "statement_differs" | "lost_in_restore" | "change_unknown" | "refund_unknown";
            open: number;
            /** Format: date-time */
            oldest_opened_at: string;
            /** Format: int64 */
            amount: number;
        };
        /** @description What waits on the desk. */
        ReviewSummary: {
            /** @enum {string} */
            object: "review_summary";
            /** @example true */
            livemode: boolean;
            /** @description Open reviews. */
            open: number;
            /** @description False where more than 1000 are open: then the numbers are of the oldest of them. */
            is_complete: boolean;
            /**
             * Format: date-time
             * @description Since when the oldest waits.
             */
            oldest_opened_at: string | null;
            /**
             * Format: int64
             * @description Cents that they are about: each operation once. What is not known yet counts as nothing.
             */
            amount: number;
            /** @description Those that nobody has taken up. */
            unassigned: number;
            /** @description Reasons of which one is open. */
            by_reason: components["schemas"]["ReviewReasonSummary"][];
        };
        /** @description One fact: what happened, when, and who brought it. */
        ReviewTimelineEntry: {
            /** @example 1 */
            seq: number;
            /** Format: date-time */
            at: string;
            /**
             * @description What happened: docs/api.md explains each name.
             * @example created
             * @enum {string}
             */
            fact: "created" | "reserved" | "held" | "reserve_requested" | "confirm_requested" | "reverse_requested" | "release_requested" | "asked" | "reserve_answered" | "confirm_answered" | "reverse_answered" | "release_answered" | "reserve_answered_late" | "confirm_answered_late" | "reverse_answered_late" | "release_answered_late" | "confirm_contradicted" | "reverse_contradicted" | "canceled" | "lapsed" | "lapse_put_off" | "review_opened" | "return_found" | "verdict_given" | "verdict_proposed" | "reversal_proposed" | "reversal_approved" | "reversal_rejected" | "reversal_proposal_lapsed" | "pin_revealed" | "review_assigned" | "review_noted" | "updated" | "acknowledged" | "idempotency_key_expired" | "resealed" | "pins_erased";
            actor: components["schemas"]["Actor"];
            /** @example req_5f0c1d2e3a4b5c6d7e8f9a0b */
            request_id: string | null;
            /** @description The version after this fact. */
            version: number;
            /** @description Whatever belongs to this fact. Never a secret. */
            detail: {
                [key: string]: (string | number | boolean) | null;
            };
            /**
             * @description The status of the redemption after this fact; null where there is none.
             * @enum {string|null}
             */
            status: "draft" | "reserved" | "confirmed" | "failed" | null;
        };
        FullReview: {
            /** @example rvw_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "review";
            /** @enum {string} */
            status: "open" | "closed";
            /** @example true */
            livemode: boolean;
            /** @enum {string} */
            reason: "doubt_unresolved" | "answer_contradicts_state" | "amount_differs" | "statement_differs" | "lost_in_restore" | "change_unknown" | "refund_unknown";
            /** @description What is wrong, in words. */
            summary: string;
            /**
             * @description Null where a statement has a line that no redemption here knows.
             * @example rdm_6740aa51c2f9d1e0b7a3c455
             */
            redemption_id: string | null;
            /** @description The operation it is about, where there is one. */
            operation_id: string | null;
            /** @example vouchers.one_voucher */
            type: string;
            /** @description What the provider knows it by. */
            reference: string | null;
            /** @description Cents of that operation; 0: the whole value, not known yet. Without an operation: what the statement shows as taken, where it does. Without a redemption: what the statement says. */
            amount: number | null;
            /** @description For If-Match: of the redemption, or of the review without one. */
            version: number;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            closed_at: string | null;
            /** @description Null while open, and where the provider settled the matter after all. */
            verdict: components["schemas"]["Verdict"] | null;
            /** @description What one person decided, where it takes the same verdict of another. Left out where nobody has. */
            proposed_verdict?: components["schemas"]["ProposedVerdict"];
            /**
             * @description Who has taken it up. Null: nobody.
             * @example usr_6740aa51c2f9d1e0b7a3c455
             */
            assigned_to: string | null;
            /** Format: date-time */
            assigned_at: string | null;
            /** @description Oldest first, 50 at most. */
            notes: components["schemas"]["ReviewNote"][];
            /** @description Secrets masked, whoever asks. */
            redemption: components["schemas"]["Redemption"] | null;
            /** @description The whole journal, oldest first. */
            timeline: components["schemas"]["ReviewTimelineEntry"][];
        };
        VerdictRequest: {
            /**
             * @description `paid`: the value moved. `not_paid`: established that it did not.
             * @enum {string}
             */
            decision: "paid" | "not_paid";
            /** @description Why you are sure. */
            note: string;
            /**
             * @description Where the proof can be found.
             * @example Settlement of 20 November, line 4711
             */
            evidence: string;
            /**
             * Format: int64
             * @description Cents that moved. Needed with `paid` where that is not certain: the whole value was asked for and nobody knows it yet, less may have been taken (`partial: allow`), or a statement shows it in several lines, or more than was asked for.
             * @example 1900
             */
            amount?: number;
        };
        AssignReviewRequest: {
            /**
             * @description Who takes it up. Null: nobody has it any more.
             * @example usr_6740aa51c2f9d1e0b7a3c455
             */
            user_id: string | null;
        };
        ReviewNoteRequest: {
            /** @description What you found out. Never a PIN. */
            text: string;
        };
        /** @description What one person asked to give back, for another to decide on. */
        ReversalProposal: {
            /** @example rpr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "reversal_proposal";
            /** @example true */
            livemode: boolean;
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /**
             * @description Of its redemption.
             * @example vouchers.one_voucher
             */
            type: string;
            /**
             * @description Of its redemption.
             * @example order-1042
             */
            external_reference: string | null;
            /**
             * Format: int64
             * @description Set aside for as long as it waits.
             * @example 150000
             */
            amount: number;
            /** @enum {string} */
            currency: "ZAR";
            /** @example Customer returned the goods */
            reason: string;
            /** @enum {string} */
            status: "waiting" | "approved" | "rejected" | "lapsed";
            proposed_by: components["schemas"]["Actor"];
            /** @description Null while it waits, and where it lapsed. */
            decided_by: components["schemas"]["Actor"] | null;
            /** @description Why it was rejected. */
            note: string | null;
            /**
             * @description What the approval began.
             * @example rev_6740aa51c2f9d1e0b7a3c455
             */
            reversal_id: string | null;
            /** @description For `If-Match`: of the redemption. */
            version: number;
            /**
             * Format: date-time
             * @description Where nobody decides before.
             */
            lapses_at: string;
            /**
             * Format: date-time
             * @description When it was approved or rejected, or lapsed.
             */
            decided_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        WhyNotReversible: {
            /**
             * @description What a reversal would be refused with now.
             * @example invalid_state
             */
            code: string;
            message: string;
        };
        /** @description What a reversal would be like, of this moment and for this caller. */
        ReversalTerms: {
            /** @enum {string} */
            object: "reversal_terms";
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /** @description For `If-Match`. */
            version: number;
            /** @enum {string} */
            currency: "ZAR";
            /**
             * Format: int64
             * @description Not given back, not on its way, and not set aside for a proposal.
             */
            left: number;
            /**
             * Format: int64
             * @description Set aside for proposals that wait.
             */
            proposed_amount: number;
            /** @description Those that wait, oldest first: who asked for what, and when. */
            waiting: components["schemas"]["ReversalProposal"][];
            /**
             * Format: int64
             * @description What the caller may give back alone. Of a key: all that is left.
             */
            free_now: number;
            /**
             * Format: int64
             * @description More than this takes a second person now. Null: nothing that is left does.
             */
            needs_second_person_above: number | null;
            /**
             * @description How all that is left would come back. A part may come back as a new voucher where all of it would not: see `gives_back_part`.
             * @enum {string}
             */
            gives_back: "same_voucher" | "new_voucher" | "unknown";
            /**
             * @description How less than all that is left would come back. Null: no part can be given back now.
             * @enum {string|null}
             */
            gives_back_part: "same_voucher" | "new_voucher" | null;
            reversible: boolean;
            /** @description Null where it is reversible. */
            why_not: components["schemas"]["WhyNotReversible"] | null;
        };
        RevealPinRequest: {
            /**
             * @description `change`: of the redemption. `refund`: what a reversal issued.
             * @enum {string}
             */
            voucher: "change" | "refund";
            /**
             * @description Of a refund. Needed where several reversals issued a voucher.
             * @example rev_6740aa51c2f9d1e0b7a3c455
             */
            reversal_id?: string;
            /**
             * @description Why. It stays in the timeline.
             * @example The customer lost the slip
             */
            reason: string;
        };
        /** @description Shown in this answer alone, which is kept nowhere. */
        RevealedPin: {
            /** @enum {string} */
            object: "revealed_pin";
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /** @enum {string} */
            voucher: "change" | "refund";
            /**
             * @description Of a refund.
             * @example rev_6740aa51c2f9d1e0b7a3c455
             */
            reversal_id: string | null;
            /** @example 4821930475610293 */
            pin: string;
            /** @example 100200300400 */
            serial_number: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: int64
             * @description Null where the provider does not say.
             */
            amount: number | null;
        };
        ReversalProposalList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ReversalProposal"][];
        };
        ApprovedReversalProposal: {
            /** @example rpr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "reversal_proposal";
            /** @example true */
            livemode: boolean;
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string;
            /**
             * @description Of its redemption.
             * @example vouchers.one_voucher
             */
            type: string;
            /**
             * @description Of its redemption.
             * @example order-1042
             */
            external_reference: string | null;
            /**
             * Format: int64
             * @description Set aside for as long as it waits.
             * @example 150000
             */
            amount: number;
            /** @enum {string} */
            currency: "ZAR";
            /** @example Customer returned the goods */
            reason: string;
            /** @enum {string} */
            status: "waiting" | "approved" | "rejected" | "lapsed";
            proposed_by: components["schemas"]["Actor"];
            /** @description Null while it waits, and where it lapsed. */
            decided_by: components["schemas"]["Actor"] | null;
            /** @description Why it was rejected. */
            note: string | null;
            /**
             * @description What the approval began.
             * @example rev_6740aa51c2f9d1e0b7a3c455
             */
            reversal_id: string | null;
            /** @description For `If-Match`: of the redemption. */
            version: number;
            /**
             * Format: date-time
             * @description Where nobody decides before.
             */
            lapses_at: string;
            /**
             * Format: date-time
             * @description When it was approved or rejected, or lapsed.
             */
            decided_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description What became of it: read its `status`. PINs masked. */
            reversal: components["schemas"]["Reversal"];
        };
        RejectProposalRequest: {
            /**
             * @description Why. It stays in the timeline.
             * @example The customer has been helped already
             */
            note: string;
        };
        ReconciliationPeriod: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            to: string;
        };
        ReconciliationCounts: {
            /** @description References on which both sides agree. */
            matched: number;
            ours_only: number;
            theirs_only: number;
            amount_differs: number;
            state_differs: number;
            /** @description References dated outside the period that belong to nothing in it. */
            outside_period: number;
            /** @description References of redemptions of other accounts: not compared. */
            other_accounts: number;
            /** @description In doubt here, and not in the file: no difference. */
            in_doubt: number;
            /** @description Sent after the file was made, and so not in it: no difference. */
            after_file: number;
            /** @description Lines of other business: not compared. */
            other_lines: number;
        };
        ReconciliationReviews: {
            opened: number;
            /** @description Opened by an earlier run. */
            known: number;
            /** @description Differences without a review: over the limit of 1,000, or of nobody here. */
            not_opened: number;
        };
        /** @description A statement of a provider, and what its comparison came to. */
        Reconciliation: {
            /** @example rcn_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "reconciliation";
            /** @example false */
            livemode: boolean;
            /** @enum {string} */
            status: "comparing" | "done" | "failed";
            /**
             * @description Why it failed. Reviews that were opened by then stand; send the file again and the rest is opened.
             * @enum {string|null}
             */
            failure: "server_stopped" | "no_room" | "comparison_failed" | null;
            /** @example one_voucher */
            provider: string | null;
            /** @example vouchers.one_voucher */
            type: string;
            /**
             * @description What the sender calls it.
             * @example 2026-11-20.csv
             */
            statement: string | null;
            /** @enum {string|null} */
            holds: "all" | "redemptions" | "refunds" | null;
            /** @example +02:00 */
            utc_offset: string;
            period: components["schemas"]["ReconciliationPeriod"];
            /**
             * Format: int64
             * @description Of the file.
             */
            bytes: number;
            /** @description Lines of the file. Null until it is done. */
            lines: number | null;
            /** @description Null until it is done. */
            counts: components["schemas"]["ReconciliationCounts"] | null;
            /** @description The sum of the last four. Null until it is done. */
            differences: number | null;
            /** @description Null until it is done. */
            reviews: components["schemas"]["ReconciliationReviews"] | null;
            created_by: components["schemas"]["Actor"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
        };
        ReconciliationList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Reconciliation"][];
        };
        ReconciliationDifference: {
            /** @enum {string} */
            object: "reconciliation_difference";
            /** @enum {string} */
            kind: "ours_only" | "theirs_only" | "amount_differs" | "state_differs";
            /** @description As the statement or our books have it. Of a number that may be a PIN the last four digits, with the moment and the cents. */
            reference: string;
            /** @example rdm_6740aa51c2f9d1e0b7a3c455 */
            redemption_id: string | null;
            /** @example op_6740aa51c2f9d1e0b7a3c455 */
            operation_id: string | null;
            /**
             * Format: int64
             * @description Cents that moved by our books. Null: none did.
             */
            ours: number | null;
            /**
             * Format: int64
             * @description The same by the statement.
             */
            theirs: number | null;
            /** @description First line in the file. */
            line: number | null;
            /** @description What differs, in words. */
            summary: string | null;
            /** @example rvw_6740aa51c2f9d1e0b7a3c455 */
            review_id: string | null;
        };
        ReconciliationDifferenceList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ReconciliationDifference"][];
        };
        Waiting: {
            count: number;
            /** @description False where there are more: counting stops at about 1,000. */
            is_complete: boolean;
            /**
             * Format: date-time
             * @description Since when the oldest of those that were counted waits.
             */
            oldest_at: string | null;
        };
        FailingEndpoints: {
            count: number;
        };
        /** @description What asks for somebody now. */
        ConsoleSummary: {
            /** @enum {string} */
            object: "console_summary";
            /** @example false */
            livemode: boolean;
            /** @description Redemptions without a certain answer. */
            in_doubt: components["schemas"]["Waiting"];
            open_reviews: components["schemas"]["Waiting"];
            /** @description Reversals that wait for a second person. */
            proposals: components["schemas"]["Waiting"];
            /** @description Webhook endpoints that fail, or were disabled for it. */
            failing_endpoints: components["schemas"]["FailingEndpoints"];
            /** @description The newest one. Null: none so far. */
            last_reconciliation: components["schemas"]["Reconciliation"] | null;
        };
        CreateTerminalRequest: {
            /**
             * @description Your own name of the till: every redemption it makes carries it. Unique among those not revoked.
             * @example TILL3
             */
            terminal_id: string;
            /** @example Front till, Rosebank */
            name: string;
        };
        TerminalWithPairingCode: {
            /** @example trm_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "terminal";
            livemode: boolean;
            /** @example TILL3 */
            terminal_id: string;
            /** @example Front till, Rosebank */
            name: string;
            /**
             * @description `pairing`: a code waits. `unpaired`: it ran out. `revoked` is for good.
             * @enum {string}
             */
            status: "pairing" | "unpaired" | "paired" | "revoked";
            /**
             * @description How it holds its key; null until paired.
             * @enum {string|null}
             */
            delivered_as: "cookie" | "key" | null;
            /**
             * @description To recognise its key by.
             * @example tk_test_…9aZ1
             */
            key_hint: string | null;
            /** Format: date-time */
            paired_at: string | null;
            /**
             * Format: date-time
             * @description Until then its code can be claimed; null where there is none.
             */
            pairing_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The key that made it, or a person at the command line. */
            created_by: string;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * @description Eight characters, for ten minutes and one claim.
             * @example K7QM3XWD
             */
            pairing_code: string;
            /**
             * @description Opens the till with this code filled in: for a QR code. What stands behind the `#` reaches no server and no log.
             * @example https://pay.example.com/till#K7QM3XWD
             */
            pairing_url: string;
        };
        Terminal: {
            /** @example trm_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "terminal";
            livemode: boolean;
            /** @example TILL3 */
            terminal_id: string;
            /** @example Front till, Rosebank */
            name: string;
            /**
             * @description `pairing`: a code waits. `unpaired`: it ran out. `revoked` is for good.
             * @enum {string}
             */
            status: "pairing" | "unpaired" | "paired" | "revoked";
            /**
             * @description How it holds its key; null until paired.
             * @enum {string|null}
             */
            delivered_as: "cookie" | "key" | null;
            /**
             * @description To recognise its key by.
             * @example tk_test_…9aZ1
             */
            key_hint: string | null;
            /** Format: date-time */
            paired_at: string | null;
            /**
             * Format: date-time
             * @description Until then its code can be claimed; null where there is none.
             */
            pairing_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The key that made it, or a person at the command line. */
            created_by: string;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
        };
        TerminalList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Terminal"][];
        };
        ClaimTerminalRequest: {
            /**
             * @description In any case, with spaces and dashes as they were typed.
             * @example K7QM3XWD
             */
            pairing_code: string;
            /**
             * @description `cookie`: a cookie that no script can read, for a page of this server; needs HTTPS, the header `Vouch-Till: 1` and our own origin. `key`: the key in the answer, once, for a point of sale of your own.
             * @enum {string}
             */
            deliver: "cookie" | "key";
        };
        ClaimedTerminal: {
            /** @example trm_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "terminal";
            livemode: boolean;
            /** @example TILL3 */
            terminal_id: string;
            /** @example Front till, Rosebank */
            name: string;
            /**
             * @description `pairing`: a code waits. `unpaired`: it ran out. `revoked` is for good.
             * @enum {string}
             */
            status: "pairing" | "unpaired" | "paired" | "revoked";
            /**
             * @description How it holds its key; null until paired.
             * @enum {string|null}
             */
            delivered_as: "cookie" | "key" | null;
            /**
             * @description To recognise its key by.
             * @example tk_test_…9aZ1
             */
            key_hint: string | null;
            /** Format: date-time */
            paired_at: string | null;
            /**
             * Format: date-time
             * @description Until then its code can be claimed; null where there is none.
             */
            pairing_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The key that made it, or a person at the command line. */
            created_by: string;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * @description Shown this once: keep it. Null where it was delivered as a cookie.
             * @example tk_test_…
             */
            key: string | null;
        };
        CurrentTerminal: {
            /** @example trm_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "terminal";
            livemode: boolean;
            /** @example TILL3 */
            terminal_id: string;
            /** @example Front till, Rosebank */
            name: string;
            /**
             * @description `pairing`: a code waits. `unpaired`: it ran out. `revoked` is for good.
             * @enum {string}
             */
            status: "pairing" | "unpaired" | "paired" | "revoked";
            /**
             * @description How it holds its key; null until paired.
             * @enum {string|null}
             */
            delivered_as: "cookie" | "key" | null;
            /**
             * @description To recognise its key by.
             * @example tk_test_…9aZ1
             */
            key_hint: string | null;
            /** Format: date-time */
            paired_at: string | null;
            /**
             * Format: date-time
             * @description Until then its code can be claimed; null where there is none.
             */
            pairing_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The key that made it, or a person at the command line. */
            created_by: string;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * @description Whose till it is: the name of the account.
             * @example default
             */
            account_name: string;
        };
        SignInRequest: {
            /** @example thandi@shop.example */
            email: string;
            /** Format: password */
            password: string;
        };
        ConsoleSessionUser: {
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @example thandi@shop.example */
            email: string;
            /** @enum {string} */
            role: "viewer" | "agent" | "approver" | "admin";
            permissions: ("records.read" | "records.search_pin" | "reviews.work" | "deliveries.retry" | "reversals.create" | "reversals.decide" | "reviews.judge" | "vouchers.reveal" | "records.export" | "users.manage" | "keys.manage" | "terminals.manage" | "endpoints.manage" | "settings.manage" | "audit.read" | "reconciliations.run")[];
        };
        ConsoleSessionAccount: {
            /** @example acc_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @example default */
            name: string;
            /** @example Africa/Johannesburg */
            time_zone: string;
        };
        ConsoleSession: {
            /** @example ses_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "console_session";
            /**
             * @description What is still to be done. Only `active` opens anything else.
             * @enum {string}
             */
            status: "active" | "second_factor" | "new_password" | "set_up_second_factor";
            user: components["schemas"]["ConsoleSessionUser"];
            account: components["schemas"]["ConsoleSessionAccount"];
            /** @description The modes that there are here. */
            modes: ("test" | "live")[];
            has_second_factor: boolean;
            /**
             * Format: date-time
             * @description Until then nobody is asked for the password again.
             */
            present_until: string | null;
            /**
             * Format: date-time
             * @description When it ends if nothing is done. To the minute.
             */
            idle_ends_at: string;
            /**
             * Format: date-time
             * @description When it ends in any case.
             */
            ends_at: string;
            /** Format: date-time */
            created_at: string;
        };
        CodeRequest: {
            /**
             * @description What the authenticator shows, or a recovery code. Each counts once.
             * @example 123456
             */
            code: string;
        };
        SecondFactorSetup: {
            /** @enum {string} */
            object: "second_factor_setup";
            /** @description To be typed into an authenticator, in base 32. */
            secret: string;
            /**
             * @description The same, for a QR code.
             * @example otpauth://totp/Vouch:…
             */
            otpauth_url: string;
        };
        SecondFactorConfirmed: {
            session: components["schemas"]["ConsoleSession"];
            /** @description Shown this once. Each lets in once. */
            recovery_codes: string[];
        };
        ChoosePasswordRequest: {
            /**
             * Format: password
             * @description Any characters. Common ones are refused.
             */
            new_password: string;
            /**
             * Format: password
             * @description The present one. Left out after a printed one was given.
             */
            password?: string;
        };
        StepUpRequest: {
            /**
             * Format: password
             * @description Either this or `code`.
             */
            password?: string;
            /**
             * @description What the authenticator shows, or a recovery code. Each counts once.
             * @example 123456
             */
            code?: string;
        };
        ListedConsoleSession: {
            /** @example ses_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "console_session";
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            user_id: string;
            /** @description It is the one that asks. */
            current: boolean;
            /** @enum {string} */
            status: "active" | "second_factor" | "new_password" | "set_up_second_factor";
            /**
             * @description Where it was begun; of IPv6 the network.
             * @example 192.0.2.7
             */
            address: string;
            /** @description What the browser calls itself. */
            agent: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            seen_at: string;
            /** Format: date-time */
            ends_at: string;
        };
        ConsoleSessionList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ListedConsoleSession"][];
        };
        EndedConsoleSessions: {
            /** @enum {string} */
            object: "ended_sessions";
            ended: number;
        };
        ConsoleUser: {
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "console_user";
            /** @example thandi@shop.example */
            email: string;
            /** @enum {string} */
            role: "viewer" | "agent" | "approver" | "admin";
            /**
             * @description `invited`: has not chosen an own password yet.
             * @enum {string}
             */
            status: "active" | "disabled" | "invited";
            has_second_factor: boolean;
            /** Format: date-time */
            last_signed_in_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description A user, or a person at the command line. */
            created_by: string;
        };
        ConsoleUserList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ConsoleUser"][];
        };
        CreateUserRequest: {
            /** @example thandi@shop.example */
            email: string;
            /** @enum {string} */
            role: "viewer" | "agent" | "approver" | "admin";
        };
        ConsoleUserWithPassword: {
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "console_user";
            /** @example thandi@shop.example */
            email: string;
            /** @enum {string} */
            role: "viewer" | "agent" | "approver" | "admin";
            /**
             * @description `invited`: has not chosen an own password yet.
             * @enum {string}
             */
            status: "active" | "disabled" | "invited";
            has_second_factor: boolean;
            /** Format: date-time */
            last_signed_in_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description A user, or a person at the command line. */
            created_by: string;
            /** @description Shown this once. It opens nothing but the choice of an own one. */
            password: string;
        };
        UpdateUserRequest: {
            /** @enum {string} */
            role?: "viewer" | "agent" | "approver" | "admin";
            /** @description True ends all sessions of the user. */
            disabled?: boolean;
        };
        /** @description Whom an id stands for, and nothing else of that user. */
        ConsolePerson: {
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "console_person";
            /** @example thandi@shop.example */
            email: string;
            /** @description False: disabled by an admin. */
            enabled: boolean;
        };
        ConsolePersonList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ConsolePerson"][];
        };
        PermissionRow: {
            /** @example reversals.decide */
            name: string;
            /** @description What it lets a person do. */
            allows: string;
            /** @description It asks for the password or a code again. */
            step_up: boolean;
            roles: ("viewer" | "agent" | "approver" | "admin")[];
        };
        PermissionTable: {
            permissions: components["schemas"]["PermissionRow"][];
            roles: ("viewer" | "agent" | "approver" | "admin")[];
        };
        ApprovalLimits: {
            /**
             * Format: int64
             * @description Null: no amount takes two.
             */
            approval_above: number | null;
            /** Format: int64 */
            approval_above_per_day: number | null;
        };
        CountingSettings: {
            /** @example Africa/Johannesburg */
            time_zone: string;
            session_idle_minutes: number;
            session_hours: number;
            test: components["schemas"]["ApprovalLimits"];
            /** @description Null where there is no live mode. */
            live: components["schemas"]["ApprovalLimits"] | null;
        };
        AccountSettings: {
            /** @enum {string} */
            object: "account_settings";
            /** @description Here and below null is what the configuration says. */
            time_zone: string | null;
            approval_above: (number | "off") | null;
            approval_above_per_day: (number | "off") | null;
            /** @description Of sessions that begin from now on, as the next. */
            session_idle_minutes: number | null;
            session_hours: number | null;
            /** @description What counts now. */
            effective: components["schemas"]["CountingSettings"];
            /** @description What the configuration says: it counts where nothing is chosen. */
            installation: components["schemas"]["CountingSettings"];
            /** Format: date-time */
            updated_at: string | null;
            updated_by: string | null;
        };
        UpdateSettingsRequest: {
            /** @example Africa/Johannesburg */
            time_zone?: string | null;
            approval_above?: (number | "off") | null;
            approval_above_per_day?: (number | "off") | null;
            session_idle_minutes?: number | null;
            session_hours?: number | null;
        };
        ConsoleKey: {
            /** @example key_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "api_key";
            livemode: boolean;
            /** @enum {string} */
            type: "secret" | "publishable";
            /** @enum {string} */
            status: "active" | "ending" | "ended" | "revoked";
            name: string | null;
            /**
             * @description To recognise it by.
             * @example sk_test_…9aZ1
             */
            hint: string;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /**
             * Format: date-time
             * @description To the minute, and a minute late.
             */
            last_used_at: string | null;
            /** Format: date-time */
            ends_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
        };
        ConsoleKeyList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["ConsoleKey"][];
        };
        CreateKeyRequest: {
            /** @enum {string} */
            type: "secret" | "publishable";
            /** @description What people call it. */
            name?: string;
        };
        ConsoleKeyWithText: {
            /** @example key_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "api_key";
            livemode: boolean;
            /** @enum {string} */
            type: "secret" | "publishable";
            /** @enum {string} */
            status: "active" | "ending" | "ended" | "revoked";
            name: string | null;
            /**
             * @description To recognise it by.
             * @example sk_test_…9aZ1
             */
            hint: string;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /**
             * Format: date-time
             * @description To the minute, and a minute late.
             */
            last_used_at: string | null;
            /** Format: date-time */
            ends_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoked_by: string | null;
            /**
             * @description The key, shown this once.
             * @example sk_test_…
             */
            key: string;
        };
        AuditActor: {
            /**
             * @description `stranger`: somebody who tried to sign in as this user.
             * @enum {string}
             */
            kind: "user" | "api_key" | "terminal" | "command" | "stranger";
            id: string | null;
            email: string | null;
        };
        AuditAbout: {
            /** @example user */
            kind: string;
            /** @example usr_6740aa51c2f9d1e0b7a3c455 */
            id: string;
        };
        AuditEntry: {
            /** @example aud_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "audit_entry";
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            act: "signed_in" | "sign_in_failed" | "second_factor_failed" | "second_factor_passed" | "recovery_code_used" | "stepped_up" | "step_up_failed" | "signed_out" | "session_ended" | "password_changed" | "second_factor_set_up" | "second_factor_removed" | "permission_refused" | "own_proposal_refused" | "approval_required" | "pin_guesses_refused" | "pin_reveal_refused" | "pin_searched" | "phone_searched" | "pin_revealed" | "proposal_approved" | "proposal_rejected" | "verdict_given" | "list_exported" | "user_created" | "user_refused" | "user_changed" | "user_reset" | "key_created" | "key_revoked" | "terminal_changed" | "endpoint_changed" | "webhook_sent_again" | "settings_changed" | "statement_uploaded";
            actor: components["schemas"]["AuditActor"];
            /** @description Where the request came from; of IPv6 the network. */
            address: string | null;
            request_id: string | null;
            about: components["schemas"]["AuditAbout"] | null;
            /** @description What else is told of this act. Never a PIN. */
            details: {
                [key: string]: unknown;
            };
        };
        AuditLog: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["AuditEntry"][];
        };
        Event: components["schemas"]["RedemptionCreatedEvent"] | components["schemas"]["RedemptionReservedEvent"] | components["schemas"]["RedemptionConfirmedEvent"] | components["schemas"]["RedemptionFailedEvent"] | components["schemas"]["RedemptionReversedEvent"] | components["schemas"]["RedemptionCheckingEvent"] | components["schemas"]["RedemptionReviewRequiredEvent"] | components["schemas"]["ParticipantCreatedEvent"] | components["schemas"]["BalanceCreditedEvent"] | components["schemas"]["BalanceDebitedEvent"] | components["schemas"]["BalanceHeldEvent"] | components["schemas"]["BalanceReleasedEvent"] | components["schemas"]["BalanceExpiredEvent"] | components["schemas"]["RedemptionCompletedEvent"] | components["schemas"]["ProgramFundedEvent"] | components["schemas"]["ProgramBurnedEvent"] | components["schemas"]["WebhookEndpointDisabledEvent"] | components["schemas"]["WebhookEndpointTestEvent"];
        EventList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["Event"][];
        };
        CreateWebhookEndpointRequest: {
            /** @description A new endpoint gets every type where it says nothing. */
            event_types?: ("*" | "redemption.created" | "redemption.reserved" | "redemption.confirmed" | "redemption.failed" | "redemption.reversed" | "redemption.checking" | "redemption.review_required" | "participant.created" | "balance.credited" | "balance.debited" | "balance.held" | "balance.released" | "balance.expired" | "redemption.completed" | "program.funded" | "program.burned" | "webhook_endpoint.disabled")[];
            description?: string | null;
            /** @description A new endpoint is enabled where it says nothing. */
            disabled?: boolean;
            /**
             * @description HTTPS on the open internet; in test mode also HTTP and loopback.
             * @example https://example.com/vouch
             */
            url: string;
        };
        WebhookEndpointWithSecret: {
            /** @example whe_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "webhook_endpoint";
            livemode: boolean;
            /** @example https://example.com/vouch */
            url: string;
            /**
             * @description `*` alone stands for every type.
             * @example [
             *       "*"
             *     ]
             */
            event_types: string[];
            description: string | null;
            /** @description Nothing is sent to it. */
            disabled: boolean;
            /** Format: date-time */
            disabled_at: string | null;
            /**
             * @description `failing`: no success in five days of failures. `gone`: it answered 410.
             * @enum {string|null}
             */
            disabled_reason: "requested" | "failing" | "gone" | null;
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before the current one signs too.
             */
            previous_secret_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Shown this once: keep it.
             * @example whsec_…
             */
            secret: string;
        };
        WebhookEndpoint: {
            /** @example whe_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "webhook_endpoint";
            livemode: boolean;
            /** @example https://example.com/vouch */
            url: string;
            /**
             * @description `*` alone stands for every type.
             * @example [
             *       "*"
             *     ]
             */
            event_types: string[];
            description: string | null;
            /** @description Nothing is sent to it. */
            disabled: boolean;
            /** Format: date-time */
            disabled_at: string | null;
            /**
             * @description `failing`: no success in five days of failures. `gone`: it answered 410.
             * @enum {string|null}
             */
            disabled_reason: "requested" | "failing" | "gone" | null;
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before the current one signs too.
             */
            previous_secret_expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WebhookEndpointList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["WebhookEndpoint"][];
        };
        UpdateWebhookEndpointRequest: {
            /** @description A new endpoint gets every type where it says nothing. */
            event_types?: ("*" | "redemption.created" | "redemption.reserved" | "redemption.confirmed" | "redemption.failed" | "redemption.reversed" | "redemption.checking" | "redemption.review_required" | "participant.created" | "balance.credited" | "balance.debited" | "balance.held" | "balance.released" | "balance.expired" | "redemption.completed" | "program.funded" | "program.burned" | "webhook_endpoint.disabled")[];
            description?: string | null;
            /** @description A new endpoint is enabled where it says nothing. */
            disabled?: boolean;
            /** @description HTTPS on the open internet; in test mode also HTTP and loopback. */
            url?: string;
        };
        DeletedWebhookEndpoint: {
            /** @example whe_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "webhook_endpoint";
            /** @enum {boolean} */
            deleted: true;
        };
        RotateSecretRequest: {
            /** @description How long the old secret goes on signing beside the new one. Left out: `86400`. */
            overlap_seconds?: number;
        };
        WebhookAttempt: {
            /** Format: date-time */
            at: string;
            duration_ms: number;
            /** @description HTTP status; null if no answer came. */
            status: number | null;
            /** @description The first KiB of the answer. */
            answer: string | null;
            /** @description Why it does not count as delivered; null if it does. */
            error: string | null;
            /** @description Asked for by hand, beside the ten. */
            manual: boolean;
        };
        /** @description One event on its way to one endpoint. */
        WebhookDelivery: {
            /** @example dlv_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "webhook_delivery";
            livemode: boolean;
            /** @example whe_6740aa51c2f9d1e0b7a3c455 */
            endpoint_id: string;
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            event_id: string;
            /** @example redemption.confirmed */
            event_type: string;
            /** @description Of an event of an `rdm_` redemption. */
            redemption_id: string | null;
            /** @description What the event is about, and keeps its order with: a redemption, a participant, or a program of points. */
            subject_id: string | null;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
            attempt_count: number;
            /**
             * Format: date-time
             * @description Null once it is settled, and while an attempt is under way.
             */
            next_attempt_at: string | null;
            /** @description Oldest first; the last 50. */
            attempts: components["schemas"]["WebhookAttempt"][];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WebhookDeliveryList: {
            /** @enum {string} */
            object: "list";
            /**
             * @description Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.
             * @example false
             */
            has_more: boolean;
            /** @description Send it as `cursor` for the next page. Null on the last one. */
            next_cursor: string | null;
            data: components["schemas"]["WebhookDelivery"][];
        };
        CreateTestVoucherRequest: {
            /**
             * @example vouchers.one_voucher
             * @enum {string}
             */
            type: "vouchers.one_voucher" | "vouchers.ott" | "vouchers.blu";
            /**
             * Format: int64
             * @description What the voucher is worth, in cents.
             * @example 1900
             */
            amount: number;
            /**
             * @description How the simulator behaves when this voucher is redeemed. Left out: `ok`.
             * @example drop_after_taking
             * @enum {string}
             */
            scenario?: "ok" | "used" | "expired" | "not_found" | "cancelled" | "slow_then_ok" | "timeout_after_taking" | "drop_after_taking" | "drop_before_taking" | "error_after_taking" | "garbage_reply" | "late";
        };
        TestVoucher: components["schemas"]["OneVoucherTestVoucher"] | components["schemas"]["OttTestVoucher"] | components["schemas"]["BluTestVoucher"];
        OneVoucherSource: {
            /**
             * @description 16 digits, as printed on the voucher
             * @example 1115684091419838
             */
            pin: string;
        };
        /** @description What a redemption of vouchers.one_voucher may ask for. */
        OneVoucherRedemptionOptionsRequest: {
            /**
             * @description `decline`: take the asked amount or nothing. `allow`: take what is there, if it is less. Left out: `decline`.
             * @enum {string}
             */
            partial?: "decline" | "allow";
            /**
             * @description Mobile number of the customer. Some providers then send the change by SMS.
             * @example 27821234567
             */
            mobile_number?: string;
            /**
             * @description Your shop.
             * @example STORE12
             */
            store_id?: string;
            /**
             * @description Your till.
             * @example TILL3
             */
            terminal_id?: string;
        };
        OttSource: {
            /**
             * @description 12 digits, as printed on the voucher
             * @example 684091419838
             */
            pin: string;
            /**
             * @description South African mobile number of the customer: 27 or 0, and nine digits
             * @example 27821234567
             */
            phone_number: string;
        };
        /** @description What a redemption of vouchers.ott may ask for. */
        OttRedemptionOptionsRequest: {
            /**
             * @description `decline`: take the asked amount or nothing. `allow`: take what is there, if it is less. Left out: `decline`.
             * @enum {string}
             */
            partial?: "decline" | "allow";
            /**
             * @description Mobile number of the customer. Some providers then send the change by SMS.
             * @example 27821234567
             */
            mobile_number?: string;
            /**
             * @description Your shop.
             * @example STORE12
             */
            store_id?: string;
            /**
             * @description Your till.
             * @example TILL3
             */
            terminal_id?: string;
        };
        BluSource: {
            /**
             * @description 16 digits, as printed on the voucher
             * @example 1115684091419838
             */
            token: string;
        } | {
            /**
             * @description 16 digits, as printed on the voucher
             * @example 1115684091419838
             */
            pin: string;
        };
        /** @description What a redemption of vouchers.blu may ask for. */
        BluRedemptionOptionsRequest: {
            /**
             * @description `decline`: take the asked amount or nothing. `allow`: take what is there, if it is less. Left out: `decline`.
             * @enum {string}
             */
            partial?: "decline" | "allow";
            /**
             * @description Mobile number of the customer. Some providers then send the change by SMS.
             * @example 27821234567
             */
            mobile_number?: string;
            /**
             * @description Your shop.
             * @example STORE12
             */
            store_id?: string;
            /**
             * @description Your till.
             * @example TILL3
             */
            terminal_id?: string;
        };
        LoyaltyPointsLedgerSource: {
            /**
             * @description The program, with a cash rate for the asset
             * @example 0198f6a0-0000-7000-8000-000000000001
             */
            program_id: string;
            /**
             * @description What is spent
             * @example 0198f6a0-0000-7000-8000-000000000002
             */
            asset_id: string;
            /**
             * @description Who spends
             * @example 0198f6a0-0000-7000-8000-000000000003
             */
            participant_id: string;
        } | {
            /**
             * @description The program, with a cash rate for the asset
             * @example 0198f6a0-0000-7000-8000-000000000001
             */
            program_id: string;
            /**
             * @description What is spent
             * @example 0198f6a0-0000-7000-8000-000000000002
             */
            asset_id: string;
            /**
             * @description Who spends, by the merchant's own name
             * @example customer-4711
             */
            external_id: string;
        };
        /** @description What a redemption of loyalty_points.ledger may ask for. */
        LoyaltyPointsLedgerRedemptionOptionsRequest: {
            /**
             * @description `decline`: take the asked amount or nothing. `allow`: take what is there, if it is less. Left out: `decline`.
             * @enum {string}
             */
            partial?: "decline" | "allow";
            /**
             * @description Mobile number of the customer. Some providers then send the change by SMS.
             * @example 27821234567
             */
            mobile_number?: string;
            /**
             * @description Your shop.
             * @example STORE12
             */
            store_id?: string;
            /**
             * @description Your till.
             * @example TILL3
             */
            terminal_id?: string;
        };
        OneVoucherCreateRedemptionRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.one_voucher";
            /** @description What the customer presents. `pin`: 16 digits, as printed on the voucher. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["OneVoucherSource"];
            /**
             * Format: int64
             * @description In cents. Left out, the whole value is taken.
             * @example 1900
             */
            amount?: number;
            /**
             * @description ISO 4217. Needed with `amount`, and only with it.
             * @example ZAR
             */
            currency?: string;
            /**
             * @description `automatic`: this one call takes the value. `manual`: stop at `reserved`; take it with `capture`. Left out: `automatic`.
             * @enum {string}
             */
            capture_method?: "automatic" | "manual";
            /** @description False: stay `draft`. Nothing is claimed and nothing is sent. Left out: `true`. */
            confirm?: boolean;
            /** @description Forwarded to the provider. */
            redemption_options?: components["schemas"]["OneVoucherRedemptionOptionsRequest"];
            /**
             * @description Your own notes.
             * @example {
             *       "order": "1042"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Your own number for it; lists can be filtered by it.
             * @example order-1042
             */
            external_reference?: string | null;
            /** @description Ids of whatever else this belongs to. */
            related_ids?: string[];
            /** @description The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal. */
            idempotency_key?: string;
        };
        OttCreateRedemptionRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.ott";
            /** @description What the customer presents. `pin`: 12 digits, as printed on the voucher; `phone_number`: South African mobile number of the customer: 27 or 0, and nine digits. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["OttSource"];
            /**
             * Format: int64
             * @description In cents. Left out, the whole value is taken.
             * @example 1900
             */
            amount?: number;
            /**
             * @description ISO 4217. Needed with `amount`, and only with it.
             * @example ZAR
             */
            currency?: string;
            /**
             * @description `automatic`: this one call takes the value. `manual`: stop at `reserved`; take it with `capture`. Left out: `automatic`.
             * @enum {string}
             */
            capture_method?: "automatic" | "manual";
            /** @description False: stay `draft`. Nothing is claimed and nothing is sent. Left out: `true`. */
            confirm?: boolean;
            /** @description Forwarded to the provider. */
            redemption_options?: components["schemas"]["OttRedemptionOptionsRequest"];
            /**
             * @description Your own notes.
             * @example {
             *       "order": "1042"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Your own number for it; lists can be filtered by it.
             * @example order-1042
             */
            external_reference?: string | null;
            /** @description Ids of whatever else this belongs to. */
            related_ids?: string[];
            /** @description The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal. */
            idempotency_key?: string;
        };
        BluCreateRedemptionRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.blu";
            /** @description What the customer presents. `token`: 16 digits, as printed on the voucher. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["BluSource"];
            /**
             * Format: int64
             * @description In cents. Left out, the whole value is taken.
             * @example 1900
             */
            amount?: number;
            /**
             * @description ISO 4217. Needed with `amount`, and only with it.
             * @example ZAR
             */
            currency?: string;
            /**
             * @description `automatic`: this one call takes the value. `manual`: stop at `reserved`; take it with `capture`. Left out: `automatic`.
             * @enum {string}
             */
            capture_method?: "automatic" | "manual";
            /** @description False: stay `draft`. Nothing is claimed and nothing is sent. Left out: `true`. */
            confirm?: boolean;
            /** @description Forwarded to the provider. */
            redemption_options?: components["schemas"]["BluRedemptionOptionsRequest"];
            /**
             * @description Your own notes.
             * @example {
             *       "order": "1042"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Your own number for it; lists can be filtered by it.
             * @example order-1042
             */
            external_reference?: string | null;
            /** @description Ids of whatever else this belongs to. */
            related_ids?: string[];
            /** @description The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal. */
            idempotency_key?: string;
        };
        LoyaltyPointsLedgerCreateRedemptionRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "loyalty_points.ledger";
            /** @description What the customer presents. `program_id`: The program, with a cash rate for the asset; `asset_id`: What is spent; `participant_id`: Who spends; `external_id`: Who spends, by the merchant's own name. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["LoyaltyPointsLedgerSource"];
            /**
             * Format: int64
             * @description In cents. Left out, the whole value is taken.
             * @example 1900
             */
            amount?: number;
            /**
             * @description ISO 4217. Needed with `amount`, and only with it.
             * @example ZAR
             */
            currency?: string;
            /**
             * @description `automatic`: this one call takes the value. `manual`: stop at `reserved`; take it with `capture`. Left out: `automatic`.
             * @enum {string}
             */
            capture_method?: "automatic" | "manual";
            /** @description False: stay `draft`. Nothing is claimed and nothing is sent. Left out: `true`. */
            confirm?: boolean;
            /** @description Forwarded to the provider. */
            redemption_options?: components["schemas"]["LoyaltyPointsLedgerRedemptionOptionsRequest"];
            /**
             * @description Your own notes.
             * @example {
             *       "order": "1042"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Your own number for it; lists can be filtered by it.
             * @example order-1042
             */
            external_reference?: string | null;
            /** @description Ids of whatever else this belongs to. */
            related_ids?: string[];
            /** @description The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal. */
            idempotency_key?: string;
        };
        OneVoucherLookupRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.one_voucher";
            /** @description What the customer presents. `pin`: 16 digits, as printed on the voucher. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["OneVoucherSource"];
        };
        OttLookupRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.ott";
            /** @description What the customer presents. `pin`: 12 digits, as printed on the voucher; `phone_number`: South African mobile number of the customer: 27 or 0, and nine digits. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["OttSource"];
        };
        BluLookupRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.blu";
            /** @description What the customer presents. `token`: 16 digits, as printed on the voucher. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["BluSource"];
        };
        LoyaltyPointsLedgerLookupRequest: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "loyalty_points.ledger";
            /** @description What the customer presents. `program_id`: The program, with a cash rate for the asset; `asset_id`: What is spent; `participant_id`: Who spends; `external_id`: Who spends, by the merchant's own name. Spaces, dashes and invisible characters in a PIN are ignored. */
            source: components["schemas"]["LoyaltyPointsLedgerSource"];
        };
        OneVoucherTestVoucher: {
            /** @enum {string} */
            object: "test_voucher";
            /** @enum {boolean} */
            livemode: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.one_voucher";
            /** @example 1900 */
            amount: number;
            /** @example ZAR */
            currency: string;
            /**
             * @example ok
             * @enum {string}
             */
            scenario: "ok" | "used" | "expired" | "not_found" | "cancelled" | "slow_then_ok" | "timeout_after_taking" | "drop_after_taking" | "drop_before_taking" | "error_after_taking" | "garbage_reply" | "late";
            /** @example 1115684091419838 */
            pin: string;
            /** @description Ready to be sent as `source`. */
            source: components["schemas"]["OneVoucherSource"];
        };
        OttTestVoucher: {
            /** @enum {string} */
            object: "test_voucher";
            /** @enum {boolean} */
            livemode: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.ott";
            /** @example 1900 */
            amount: number;
            /** @example ZAR */
            currency: string;
            /**
             * @example ok
             * @enum {string}
             */
            scenario: "ok" | "used" | "expired" | "not_found" | "cancelled" | "slow_then_ok" | "timeout_after_taking" | "drop_after_taking" | "drop_before_taking" | "error_after_taking" | "garbage_reply" | "late";
            /** @example 1115684091419838 */
            pin: string;
            /** @description Ready to be sent as `source`. */
            source: components["schemas"]["OttSource"];
        };
        BluTestVoucher: {
            /** @enum {string} */
            object: "test_voucher";
            /** @enum {boolean} */
            livemode: false;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "vouchers.blu";
            /** @example 1900 */
            amount: number;
            /** @example ZAR */
            currency: string;
            /**
             * @example ok
             * @enum {string}
             */
            scenario: "ok" | "used" | "expired" | "not_found" | "cancelled" | "slow_then_ok" | "timeout_after_taking" | "drop_after_taking" | "drop_before_taking" | "error_after_taking" | "garbage_reply" | "late";
            /** @example 1115684091419838 */
            pin: string;
            /** @description Ready to be sent as `source`. */
            source: components["schemas"]["BluSource"];
        };
        /** @description What was given back, and its own amount: `reversed_amount` beside it is the sum so far. */
        ToldReversal: {
            /** @example rev_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /** @enum {string} */
            object: "reversal";
            /**
             * Format: int64
             * @example 500
             */
            amount: number;
            /** @example ZAR */
            currency: string;
            /** @enum {string} */
            status: "succeeded";
            /** @enum {string} */
            method: "restored" | "refund_voucher";
            /** Format: date-time */
            settled_at: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description The redemption as it was right after, PINs and phone numbers masked. */
        ToldRedemption: components["schemas"]["Redemption"] & {
            /** @description How many of `operations` are left out: those that changed last are here. */
            operations_omitted?: number;
        };
        /** @description The redemption as it was right after, with what was given back. */
        ToldReversedRedemption: components["schemas"]["ToldRedemption"] & {
            reversal: components["schemas"]["ToldReversal"];
        };
        /** @description A participant, without anything that says who it is but your own name for it. */
        ToldParticipant: {
            /** @enum {string} */
            object: "participant";
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            external_id: string;
            /** @enum {string} */
            status: "ACTIVE" | "SUSPENDED" | "CLOSED";
            /** @description Programs that have credited this participant. */
            program_ids: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What moved in the balance of a participant. */
        ToldPointsMovement: {
            /** @enum {string} */
            object: "points_movement";
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            action_type: "CREDIT" | "DEBIT" | "HOLD" | "RELEASE" | "FORFEIT" | "MATURITY" | "REDEMPTION" | "REVERSAL" | "EXPIRATION" | "FUND" | "BURN";
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example STAR */
            asset_symbol: string;
            /**
             * @description What moved, above zero.
             * @example 1500.00
             */
            amount: string;
            /** Format: uuid */
            journal_entry_id: string;
            reference_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            participant_id: string;
            /**
             * @description Where it moved; of a movement between two the one that it left.
             * @enum {string}
             */
            bucket?: "AVAILABLE" | "HELD" | "DEFERRED";
            /** @description What the participant has after it. */
            balance: components["schemas"]["PointsBalance"];
        };
        /** @description What moved in the wallet of a program. */
        ToldWalletMovement: {
            /** @enum {string} */
            object: "points_movement";
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            action_type: "CREDIT" | "DEBIT" | "HOLD" | "RELEASE" | "FORFEIT" | "MATURITY" | "REDEMPTION" | "REVERSAL" | "EXPIRATION" | "FUND" | "BURN";
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @example STAR */
            asset_symbol: string;
            /**
             * @description What moved, above zero.
             * @example 1500.00
             */
            amount: string;
            /** Format: uuid */
            journal_entry_id: string;
            reference_id: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * @description What the wallet has left.
             * @example 1500.00
             */
            available?: string;
        };
        /** @description The redemption of points, as it is read by its id. */
        ToldPointsRedemption: {
            /** @enum {string} */
            object: "points_redemption";
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            participant_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            program_id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            asset_id: string;
            /**
             * Format: uuid
             * @description Of an item of the catalog.
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            reward_id?: string;
            /** @example 1000.00 */
            amount: string;
            /** @description Of what was redeemed by the piece. */
            quantity?: number;
            /**
             * @description Price of a piece as it was.
             * @example 1000.00
             */
            unit_cost?: string;
            description: string;
            /** @enum {string} */
            status: "COMPLETED" | "PARTIALLY_REVERSED" | "FULLY_REVERSED";
            /** @example 0.00 */
            reversed_amount: string;
            reversed_quantity?: number;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            journal_entry_id: string;
            /** @description The hold it was redeemed from, or the operation it belongs to. */
            reference_id?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description What the participant has after it. */
            balance: components["schemas"]["PointsBalance"];
        };
        /** @description What was given back of a redemption of points. */
        ToldPointsReversal: {
            /** @enum {string} */
            object: "points_reversal";
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            id: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            redemption_id: string;
            /** @example 1000.00 */
            amount: string;
            quantity?: number;
            reason: string;
            /**
             * Format: uuid
             * @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5
             */
            journal_entry_id: string;
            /**
             * @description Of the amount, what had passed its date and expired again.
             * @example 0.00
             */
            expired_amount: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            participant_id: string;
            /** Format: uuid */
            program_id: string;
            /** Format: uuid */
            asset_id: string;
            /** @description What the participant has after it. */
            balance: components["schemas"]["PointsBalance"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionCreatedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.created";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionReservedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.reserved";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionConfirmedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.confirmed";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionFailedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.failed";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionReversedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.reversed";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldReversedRedemption"] | components["schemas"]["ToldPointsReversal"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionCheckingEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.checking";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionReviewRequiredEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.review_required";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        ParticipantCreatedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "participant.created";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldParticipant"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        BalanceCreditedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.credited";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        BalanceDebitedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.debited";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        BalanceHeldEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.held";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        BalanceReleasedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.released";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        BalanceExpiredEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "balance.expired";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        RedemptionCompletedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redemption.completed";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldPointsRedemption"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        ProgramFundedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "program.funded";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldWalletMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        ProgramBurnedEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "program.burned";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["ToldWalletMovement"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        WebhookEndpointDisabledEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webhook_endpoint.disabled";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["WebhookEndpoint"];
        };
        /** @description What happened. Exactly this is the body of a webhook. */
        WebhookEndpointTestEvent: {
            /** @example evt_6740aa51c2f9d1e0b7a3c455 */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webhook_endpoint.test";
            /** Format: date-time */
            created_at: string;
            livemode: boolean;
            data: components["schemas"]["WebhookEndpoint"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    searchRedemptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
            };
        };
        responses: {
            /** @description One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "redemption",
                     *           "livemode": false,
                     *           "version": 1,
                     *           "status": "draft",
                     *           "outcome": "open",
                     *           "type": "vouchers.one_voucher",
                     *           "capture_method": "automatic",
                     *           "amount": 1500,
                     *           "currency": "ZAR",
                     *           "reserved_amount": 1,
                     *           "redeemed_amount": 1500,
                     *           "reversed_amount": 1,
                     *           "source": {
                     *             "pin": "************9838"
                     *           },
                     *           "redemption_options": {
                     *             "partial": "decline"
                     *           },
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711",
                     *             "transaction_date": "2026-11-20T12:03:22.000Z"
                     *           },
                     *           "change_voucher": {
                     *             "serial_number": "100200300400",
                     *             "expires_at": "2026-11-24T09:30:00.000Z",
                     *             "delivery": "inline"
                     *           },
                     *           "last_error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "operations": [
                     *             {
                     *               "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "type": "reserve",
                     *               "status": "pending",
                     *               "amount": 1900,
                     *               "provider_reference": {
                     *                 "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *                 "transaction_id": "4711"
                     *               },
                     *               "provider_transaction_id": "text",
                     *               "error": {
                     *                 "code": "voucher_already_redeemed",
                     *                 "message": "The voucher was redeemed before",
                     *                 "advice": "try_another_voucher",
                     *                 "provider_code": "2401",
                     *                 "provider_message": "Voucher already used",
                     *                 "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *                 "at": "2026-11-24T09:30:00.000Z"
                     *               },
                     *               "created_at": "2026-11-24T09:30:00.000Z",
                     *               "updated_at": "2026-11-24T09:30:00.000Z"
                     *             }
                     *           ],
                     *           "metadata": {
                     *             "order": "1042"
                     *           },
                     *           "external_reference": "order-1042",
                     *           "related_ids": [
                     *             "basket-77"
                     *           ],
                     *           "reserved_until": "2026-11-24T09:30:00.000Z",
                     *           "next_check_at": "2026-11-24T09:30:00.000Z",
                     *           "settled_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "understood": [
                     *         {
                     *           "kind": "id",
                     *           "value": "************9838",
                     *           "also": "reference",
                     *           "words": 1
                     *         }
                     *       ],
                     *       "complete": false
                     *     }
                     */
                    "application/json": components["schemas"]["SearchResult"];
                    "text/csv": string;
                };
            };
        };
    };
    listRedemptions: {
        parameters: {
            query?: {
                status?: "draft" | "reserved" | "confirmed" | "failed";
                outcome?: "open" | "paid" | "not_paid" | "checking";
                /** @description Whether a receipt of its outcome was shown or printed. Looked for among 500 rows a page, so that one may be short. */
                acknowledged?: "true" | "false";
                type?: "vouchers.one_voucher" | "vouchers.ott" | "vouchers.blu" | "loyalty_points.ledger";
                external_reference?: string;
                terminal_id?: string;
                /** @description Created at this time, or on this day, or later. */
                created_from?: string;
                /** @description Created before this time; of a date alone: up to the end of that day. */
                created_to?: string;
                /** @description Settled at this time, or on this day, or later. The list then goes by `settled_at`, newest first. */
                settled_from?: string;
                /** @description Settled before this time; of a date alone: up to the end of that day. The list then goes by `settled_at`, newest first. */
                settled_to?: string;
                /** @description How far local time is ahead of UTC: where a date alone begins and ends. In an address the plus sign is `%2B`. */
                utc_offset?: string;
                /** @description `metadata[order]=1042`: every pair must match. */
                metadata?: {
                    [key: string]: string;
                };
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "redemption",
                     *           "livemode": false,
                     *           "version": 1,
                     *           "status": "draft",
                     *           "outcome": "open",
                     *           "type": "vouchers.one_voucher",
                     *           "capture_method": "automatic",
                     *           "amount": 1500,
                     *           "currency": "ZAR",
                     *           "reserved_amount": 1,
                     *           "redeemed_amount": 1500,
                     *           "reversed_amount": 1,
                     *           "source": {
                     *             "pin": "************9838"
                     *           },
                     *           "redemption_options": {
                     *             "partial": "decline"
                     *           },
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711",
                     *             "transaction_date": "2026-11-20T12:03:22.000Z"
                     *           },
                     *           "change_voucher": {
                     *             "serial_number": "100200300400",
                     *             "expires_at": "2026-11-24T09:30:00.000Z",
                     *             "delivery": "inline"
                     *           },
                     *           "last_error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "operations": [
                     *             {
                     *               "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "type": "reserve",
                     *               "status": "pending",
                     *               "amount": 1900,
                     *               "provider_reference": {
                     *                 "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *                 "transaction_id": "4711"
                     *               },
                     *               "provider_transaction_id": "text",
                     *               "error": {
                     *                 "code": "voucher_already_redeemed",
                     *                 "message": "The voucher was redeemed before",
                     *                 "advice": "try_another_voucher",
                     *                 "provider_code": "2401",
                     *                 "provider_message": "Voucher already used",
                     *                 "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *                 "at": "2026-11-24T09:30:00.000Z"
                     *               },
                     *               "created_at": "2026-11-24T09:30:00.000Z",
                     *               "updated_at": "2026-11-24T09:30:00.000Z"
                     *             }
                     *           ],
                     *           "metadata": {
                     *             "order": "1042"
                     *           },
                     *           "external_reference": "order-1042",
                     *           "related_ids": [
                     *             "basket-77"
                     *           ],
                     *           "reserved_until": "2026-11-24T09:30:00.000Z",
                     *           "next_check_at": "2026-11-24T09:30:00.000Z",
                     *           "settled_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RedemptionList"];
                    "text/csv": string;
                };
            };
        };
    };
    createRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRedemptionRequest"];
            };
        };
        responses: {
            /** @description The redemption, whatever its outcome. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    recoverRedemption: {
        parameters: {
            query?: never;
            header: {
                /** @description The key that the attempt was made with. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EmptyRequest"];
            };
        };
        responses: {
            /** @description The redemption, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    listVoucherTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "type": "vouchers.one_voucher",
                     *           "category": "vouchers",
                     *           "name": "1Voucher",
                     *           "description": "text",
                     *           "website": "text",
                     *           "currencies": [
                     *             "ZAR"
                     *           ],
                     *           "capabilities": {
                     *             "reserve": false,
                     *             "redeem": false,
                     *             "partial": false,
                     *             "refund": false,
                     *             "lookup": false,
                     *             "change_voucher": "INLINE"
                     *           },
                     *           "required_fields": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["VoucherTypeList"];
                };
            };
        };
    };
    getRedemption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `rdm_…` of a voucher, or the UUID of a redemption of points: each answers in its own shape. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The redemption as it is now. An `ETag` only for a voucher. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"] | components["schemas"]["PointsRedemption"];
                };
            };
        };
    };
    updateRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateRedemptionRequest"];
            };
        };
        responses: {
            /** @description The redemption, changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    listReversals: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description `rdm_…` of a voucher, or the UUID of a redemption of points: each answers in its own shape. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reversals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "reversal",
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "vouchers.one_voucher",
                     *           "external_reference": "order-1042",
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "amount": 1500,
                     *           "currency": "ZAR",
                     *           "reason": "Customer returned the goods",
                     *           "status": "pending",
                     *           "method": "restored",
                     *           "refund_voucher": {
                     *             "serial_number": "100200300400",
                     *             "expires_at": "2026-11-24T09:30:00.000Z",
                     *             "delivery": "inline"
                     *           },
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "settled_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReversalList"] | components["schemas"]["PointsReversalList"];
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every fact, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "status": "draft",
                     *           "version": 1,
                     *           "detail": {}
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Timeline"];
                };
            };
        };
    };
    reserveRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EmptyRequest"];
            };
        };
        responses: {
            /** @description The redemption. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    captureRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CaptureRequest"];
            };
        };
        responses: {
            /** @description The redemption, whatever its outcome. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    confirmRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CaptureRequest"];
            };
        };
        responses: {
            /** @description The redemption, whatever its outcome. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    cancelRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EmptyRequest"];
            };
        };
        responses: {
            /** @description The redemption, `failed`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "redemption",
                     *       "livemode": false,
                     *       "version": 1,
                     *       "status": "draft",
                     *       "outcome": "open",
                     *       "type": "vouchers.one_voucher",
                     *       "capture_method": "automatic",
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reserved_amount": 1,
                     *       "redeemed_amount": 1500,
                     *       "reversed_amount": 1,
                     *       "source": {
                     *         "pin": "************9838"
                     *       },
                     *       "redemption_options": {
                     *         "partial": "decline"
                     *       },
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711",
                     *         "transaction_date": "2026-11-20T12:03:22.000Z"
                     *       },
                     *       "change_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "last_error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "operations": [
                     *         {
                     *           "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "reserve",
                     *           "status": "pending",
                     *           "amount": 1900,
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "provider_transaction_id": "text",
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "metadata": {
                     *         "order": "1042"
                     *       },
                     *       "external_reference": "order-1042",
                     *       "related_ids": [
                     *         "basket-77"
                     *       ],
                     *       "reserved_until": "2026-11-24T09:30:00.000Z",
                     *       "next_check_at": "2026-11-24T09:30:00.000Z",
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
        };
    };
    reverseRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description `rdm_…` of a voucher, or the UUID of a redemption of points: each answers in its own shape. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseRequest"] | components["schemas"]["ReversePointsRequest"];
            };
        };
        responses: {
            /** @description Of points: the key was used before, and this is the reversal that it made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "redemption_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "amount": "1000.00",
                     *       "reason": "text",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "expired_amount": "0.00",
                     *       "created_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PointsReversal"];
                };
            };
            /** @description The reversal. Of a voucher whatever became of it: read `status`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reversal",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "type": "vouchers.one_voucher",
                     *       "external_reference": "order-1042",
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711"
                     *       },
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reason": "Customer returned the goods",
                     *       "status": "pending",
                     *       "method": "restored",
                     *       "refund_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reversal"] | components["schemas"]["PointsReversal"];
                };
            };
            /** @description The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reversal",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "type": "vouchers.one_voucher",
                     *       "external_reference": "order-1042",
                     *       "provider_reference": {
                     *         "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *         "transaction_id": "4711"
                     *       },
                     *       "amount": 1500,
                     *       "currency": "ZAR",
                     *       "reason": "Customer returned the goods",
                     *       "status": "pending",
                     *       "method": "restored",
                     *       "refund_voucher": {
                     *         "serial_number": "100200300400",
                     *         "expires_at": "2026-11-24T09:30:00.000Z",
                     *         "delivery": "inline"
                     *       },
                     *       "error": {
                     *         "code": "voucher_already_redeemed",
                     *         "message": "The voucher was redeemed before",
                     *         "advice": "try_another_voucher",
                     *         "provider_code": "2401",
                     *         "provider_message": "Voucher already used",
                     *         "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "settled_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reversal"];
                };
            };
        };
    };
    acknowledgeRedemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeRequest"];
            };
        };
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "receipt",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "receipt": "printed",
                     *       "copy": 1,
                     *       "at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Receipt"];
                };
            };
        };
    };
    listAllReversals: {
        parameters: {
            query?: {
                status?: "pending" | "succeeded" | "failed" | "unknown";
                type?: "vouchers.one_voucher" | "vouchers.ott" | "vouchers.blu" | "loyalty_points.ledger";
                external_reference?: string;
                terminal_id?: string;
                /** @description Created at this time, or on this day, or later. */
                created_from?: string;
                /** @description Created before this time; of a date alone: up to the end of that day. */
                created_to?: string;
                /** @description Settled at this time, or on this day, or later. The list then goes by `settled_at`, newest first. */
                settled_from?: string;
                /** @description Settled before this time; of a date alone: up to the end of that day. The list then goes by `settled_at`, newest first. */
                settled_to?: string;
                /** @description How far local time is ahead of UTC: where a date alone begins and ends. In an address the plus sign is `%2B`. */
                utc_offset?: string;
                /** @description `metadata[order]=1042`: every pair must match. */
                metadata?: {
                    [key: string]: string;
                };
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "reversal",
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "vouchers.one_voucher",
                     *           "external_reference": "order-1042",
                     *           "provider_reference": {
                     *             "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *             "transaction_id": "4711"
                     *           },
                     *           "amount": 1500,
                     *           "currency": "ZAR",
                     *           "reason": "Customer returned the goods",
                     *           "status": "pending",
                     *           "method": "restored",
                     *           "refund_voucher": {
                     *             "serial_number": "100200300400",
                     *             "expires_at": "2026-11-24T09:30:00.000Z",
                     *             "delivery": "inline"
                     *           },
                     *           "error": {
                     *             "code": "voucher_already_redeemed",
                     *             "message": "The voucher was redeemed before",
                     *             "advice": "try_another_voucher",
                     *             "provider_code": "2401",
                     *             "provider_message": "Voucher already used",
                     *             "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "settled_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AllReversals"];
                    "text/csv": string;
                };
            };
        };
    };
    getDailyReport: {
        parameters: {
            query: {
                /** @description How far local time is ahead of UTC: where a date alone begins and ends. In an address the plus sign is `%2B`. */
                utc_offset?: string;
                /** @description The last day, included. At most 92 days in all. */
                to: string;
                /** @description The first day. */
                from: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every day asked for, the oldest first, and their sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "daily_report",
                     *       "livemode": false,
                     *       "from": "2026-11-24",
                     *       "to": "2026-11-24",
                     *       "utc_offset": "+02:00",
                     *       "currency": "ZAR",
                     *       "days": [
                     *         {
                     *           "taken": {
                     *             "count": 12,
                     *             "amount": 184500
                     *           },
                     *           "not_paid": {
                     *             "count": 2
                     *           },
                     *           "given_back": {
                     *             "count": 12,
                     *             "amount": 184500
                     *           },
                     *           "change_issued": {
                     *             "count": 12,
                     *             "amount": 184500,
                     *             "without_amount": 0
                     *           },
                     *           "in_doubt": {
                     *             "count": 12,
                     *             "amount": 184500
                     *           },
                     *           "by_type": [
                     *             {
                     *               "taken": {
                     *                 "count": 12,
                     *                 "amount": 184500
                     *               },
                     *               "not_paid": {
                     *                 "count": 2
                     *               },
                     *               "given_back": {
                     *                 "count": 12,
                     *                 "amount": 184500
                     *               },
                     *               "change_issued": {
                     *                 "count": 12,
                     *                 "amount": 184500,
                     *                 "without_amount": 0
                     *               },
                     *               "in_doubt": {
                     *                 "count": 12,
                     *                 "amount": 184500
                     *               },
                     *               "type": "vouchers.one_voucher"
                     *             }
                     *           ],
                     *           "date": "2026-11-24"
                     *         }
                     *       ],
                     *       "totals": {
                     *         "taken": {
                     *           "count": 12,
                     *           "amount": 184500
                     *         },
                     *         "not_paid": {
                     *           "count": 2
                     *         },
                     *         "given_back": {
                     *           "count": 12,
                     *           "amount": 184500
                     *         },
                     *         "change_issued": {
                     *           "count": 12,
                     *           "amount": 184500,
                     *           "without_amount": 0
                     *         },
                     *         "in_doubt": {
                     *           "count": 12,
                     *           "amount": 184500
                     *         },
                     *         "by_type": [
                     *           {
                     *             "taken": {
                     *               "count": 12,
                     *               "amount": 184500
                     *             },
                     *             "not_paid": {
                     *               "count": 2
                     *             },
                     *             "given_back": {
                     *               "count": 12,
                     *               "amount": 184500
                     *             },
                     *             "change_issued": {
                     *               "count": 12,
                     *               "amount": 184500,
                     *               "without_amount": 0
                     *             },
                     *             "in_doubt": {
                     *               "count": 12,
                     *               "amount": 184500
                     *             },
                     *             "type": "vouchers.one_voucher"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DailyReport"];
                };
            };
        };
    };
    listPrograms: {
        parameters: {
            query?: {
                include_archived?: "true" | "false";
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of programs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z",
                     *           "object": "program",
                     *           "name": "text",
                     *           "description": "text",
                     *           "status": "ACTIVE",
                     *           "on_unknown_participant": "CREATE",
                     *           "redemption_target_type": "SYSTEM_REDEMPTION",
                     *           "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "asset_ids": [
                     *             "text"
                     *           ],
                     *           "cash_rates": [
                     *             {
                     *               "currency": "ZAR",
                     *               "cents": 100,
                     *               "units": "10.00",
                     *               "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *             }
                     *           ],
                     *           "deleted_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProgramListDto"];
                };
            };
        };
    };
    createProgram: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProgramRequest"];
            };
        };
        responses: {
            /** @description The program. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "program",
                     *       "name": "text",
                     *       "description": "text",
                     *       "status": "ACTIVE",
                     *       "on_unknown_participant": "CREATE",
                     *       "redemption_target_type": "SYSTEM_REDEMPTION",
                     *       "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_ids": [
                     *         "text"
                     *       ],
                     *       "cash_rates": [
                     *         {
                     *           "currency": "ZAR",
                     *           "cents": 100,
                     *           "units": "10.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *         }
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Program"];
                };
            };
        };
    };
    getProgram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The program. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "program",
                     *       "name": "text",
                     *       "description": "text",
                     *       "status": "ACTIVE",
                     *       "on_unknown_participant": "CREATE",
                     *       "redemption_target_type": "SYSTEM_REDEMPTION",
                     *       "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_ids": [
                     *         "text"
                     *       ],
                     *       "cash_rates": [
                     *         {
                     *           "currency": "ZAR",
                     *           "cents": 100,
                     *           "units": "10.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *         }
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Program"];
                };
            };
        };
    };
    updateProgram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateProgramRequest"];
            };
        };
        responses: {
            /** @description The program as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "program",
                     *       "name": "text",
                     *       "description": "text",
                     *       "status": "ACTIVE",
                     *       "on_unknown_participant": "CREATE",
                     *       "redemption_target_type": "SYSTEM_REDEMPTION",
                     *       "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_ids": [
                     *         "text"
                     *       ],
                     *       "cash_rates": [
                     *         {
                     *           "currency": "ZAR",
                     *           "cents": 100,
                     *           "units": "10.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *         }
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Program"];
                };
            };
        };
    };
    linkAsset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkAssetRequest"];
            };
        };
        responses: {
            /** @description The program as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "program",
                     *       "name": "text",
                     *       "description": "text",
                     *       "status": "ACTIVE",
                     *       "on_unknown_participant": "CREATE",
                     *       "redemption_target_type": "SYSTEM_REDEMPTION",
                     *       "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_ids": [
                     *         "text"
                     *       ],
                     *       "cash_rates": [
                     *         {
                     *           "currency": "ZAR",
                     *           "cents": 100,
                     *           "units": "10.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *         }
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Program"];
                };
            };
        };
    };
    updateLinkedAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLinkedAssetRequest"];
            };
        };
        responses: {
            /** @description The program as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "program",
                     *       "name": "text",
                     *       "description": "text",
                     *       "status": "ACTIVE",
                     *       "on_unknown_participant": "CREATE",
                     *       "redemption_target_type": "SYSTEM_REDEMPTION",
                     *       "redemption_target_entity_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_ids": [
                     *         "text"
                     *       ],
                     *       "cash_rates": [
                     *         {
                     *           "currency": "ZAR",
                     *           "cents": 100,
                     *           "units": "10.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5"
                     *         }
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Program"];
                };
            };
        };
    };
    listLedgerEntities: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of ledger entities. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z",
                     *           "object": "ledger_entity",
                     *           "name": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerEntityListDto"];
                };
            };
        };
    };
    createLedgerEntity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLedgerEntityRequest"];
            };
        };
        responses: {
            /** @description The ledger entity. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "ledger_entity",
                     *       "name": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerEntity"];
                };
            };
        };
    };
    getLedgerEntity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ledger entity. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "ledger_entity",
                     *       "name": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerEntity"];
                };
            };
        };
    };
    listAssets: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of assets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z",
                     *           "object": "asset",
                     *           "name": "text",
                     *           "symbol": "STAR",
                     *           "inventory_mode": "SIMPLE",
                     *           "issuance_policy": "UNLIMITED",
                     *           "scale": 1,
                     *           "max_transaction_amount": "1500.00",
                     *           "status": "ACTIVE",
                     *           "program_ids": [
                     *             "text"
                     *           ],
                     *           "deleted_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AssetListDto"];
                };
            };
        };
    };
    createAsset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAssetRequest"];
            };
        };
        responses: {
            /** @description The asset. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "asset",
                     *       "name": "text",
                     *       "symbol": "STAR",
                     *       "inventory_mode": "SIMPLE",
                     *       "issuance_policy": "UNLIMITED",
                     *       "scale": 1,
                     *       "max_transaction_amount": "1500.00",
                     *       "status": "ACTIVE",
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "asset",
                     *       "name": "text",
                     *       "symbol": "STAR",
                     *       "inventory_mode": "SIMPLE",
                     *       "issuance_policy": "UNLIMITED",
                     *       "scale": 1,
                     *       "max_transaction_amount": "1500.00",
                     *       "status": "ACTIVE",
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    updateAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateAssetRequest"];
            };
        };
        responses: {
            /** @description The asset as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "asset",
                     *       "name": "text",
                     *       "symbol": "STAR",
                     *       "inventory_mode": "SIMPLE",
                     *       "issuance_policy": "UNLIMITED",
                     *       "scale": 1,
                     *       "max_transaction_amount": "1500.00",
                     *       "status": "ACTIVE",
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                external_id?: string;
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of participants. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z",
                     *           "object": "participant",
                     *           "external_id": "text",
                     *           "status": "ACTIVE",
                     *           "email": "text",
                     *           "phone": "text",
                     *           "first_name": "text",
                     *           "last_name": "text",
                     *           "display_name": "text",
                     *           "attributes": {},
                     *           "tags": [
                     *             "text"
                     *           ],
                     *           "program_ids": [
                     *             "text"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ParticipantListDto"];
                };
            };
        };
    };
    upsertParticipant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpsertParticipantRequest"];
            };
        };
        responses: {
            /** @description The participant that was known, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "participant",
                     *       "external_id": "text",
                     *       "status": "ACTIVE",
                     *       "email": "text",
                     *       "phone": "text",
                     *       "first_name": "text",
                     *       "last_name": "text",
                     *       "display_name": "text",
                     *       "attributes": {},
                     *       "tags": [
                     *         "text"
                     *       ],
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "counters": {},
                     *       "tiers": {},
                     *       "balances": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
            /** @description A participant that is new. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "participant",
                     *       "external_id": "text",
                     *       "status": "ACTIVE",
                     *       "email": "text",
                     *       "phone": "text",
                     *       "first_name": "text",
                     *       "last_name": "text",
                     *       "display_name": "text",
                     *       "attributes": {},
                     *       "tags": [
                     *         "text"
                     *       ],
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "counters": {},
                     *       "tiers": {},
                     *       "balances": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    getParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The participant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "participant",
                     *       "external_id": "text",
                     *       "status": "ACTIVE",
                     *       "email": "text",
                     *       "phone": "text",
                     *       "first_name": "text",
                     *       "last_name": "text",
                     *       "display_name": "text",
                     *       "attributes": {},
                     *       "tags": [
                     *         "text"
                     *       ],
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "counters": {},
                     *       "tiers": {},
                     *       "balances": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    updateParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateParticipantRequest"];
            };
        };
        responses: {
            /** @description The participant as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "participant",
                     *       "external_id": "text",
                     *       "status": "ACTIVE",
                     *       "email": "text",
                     *       "phone": "text",
                     *       "first_name": "text",
                     *       "last_name": "text",
                     *       "display_name": "text",
                     *       "attributes": {},
                     *       "tags": [
                     *         "text"
                     *       ],
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "counters": {},
                     *       "tiers": {},
                     *       "balances": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    setParticipantStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantStatusRequest"];
            };
        };
        responses: {
            /** @description The participant as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "object": "participant",
                     *       "external_id": "text",
                     *       "status": "ACTIVE",
                     *       "email": "text",
                     *       "phone": "text",
                     *       "first_name": "text",
                     *       "last_name": "text",
                     *       "display_name": "text",
                     *       "attributes": {},
                     *       "tags": [
                     *         "text"
                     *       ],
                     *       "program_ids": [
                     *         "text"
                     *       ],
                     *       "counters": {},
                     *       "tiers": {},
                     *       "balances": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
        };
    };
    getBalances: {
        parameters: {
            query?: {
                asset_id?: string;
            };
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row an asset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "STAR"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AssetBalances"];
                };
            };
        };
    };
    adjustBalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "type": "CREDIT",
                     *       "amount": "1500.00",
                     *       "bucket": "AVAILABLE"
                     *     }
                     */
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            /** @description What moved, and the balance. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "type": "CREDIT",
                     *       "amount": "1500.00",
                     *       "bucket": "AVAILABLE"
                     *     }
                     */
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
        };
    };
    holdBalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
            /** @description What is held, and the balance. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
        };
    };
    releaseBalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
            /** @description What was freed, and the balance. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
        };
    };
    forfeitBalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForfeitRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
            /** @description What was taken, and the balance. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "balance": {
                     *         "available": "1500.00",
                     *         "held": "1500.00",
                     *         "deferred": "1500.00"
                     *       },
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "reference_id": "text",
                     *       "message": "text",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "operation": "HOLD",
                     *       "amount_processed": "1500.00",
                     *       "lots_processed": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldOperation"];
                };
            };
        };
    };
    listLots: {
        parameters: {
            query: {
                reference_id?: string;
                expires_after?: string;
                expires_before?: string;
                status?: "DEFERRED" | "AVAILABLE" | "HELD" | "CONSUMED" | "EXPIRED";
                program_id?: string;
                asset_id: string;
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "object": "lot",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1500.00",
                     *           "remaining": "1500.00",
                     *           "status": "DEFERRED",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "matures_at": "2026-11-24T09:30:00.000Z",
                     *           "reference_id": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LotListDto"];
                };
            };
        };
    };
    getProgramBalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row an asset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "available": "1500.00",
                     *           "held": "1500.00",
                     *           "deferred": "1500.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "symbol": "text",
                     *           "issuance_policy": "UNLIMITED"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProgramWallets"];
                };
            };
        };
    };
    fundWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletMoveRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "available": "1500.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "message": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["WalletMove"];
                };
            };
            /** @description The wallet as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "available": "1500.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "message": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["WalletMove"];
                };
            };
        };
    };
    burnWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletMoveRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "available": "1500.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "message": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["WalletMove"];
                };
            };
            /** @description The wallet as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "available": "1500.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "message": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["WalletMove"];
                };
            };
        };
    };
    listRewards: {
        parameters: {
            query?: {
                sort_dir?: "asc" | "desc";
                sort_by?: "created_at" | "name";
                /** @description Part of the name. */
                search?: string;
                status?: "DRAFT" | "ACTIVE" | "ARCHIVED" | "OUT_OF_STOCK";
                include_archived?: "true" | "false";
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                programId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rewards. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "object": "reward",
                     *           "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "name": "text",
                     *           "description": "text",
                     *           "category": "text",
                     *           "redemption_type": "UNIT_BASED",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "unit_cost": "250.00",
                     *           "max_total": 1,
                     *           "max_per_participant": 1,
                     *           "redeemed_count": 1,
                     *           "status": "DRAFT",
                     *           "available_from": "2026-11-24T09:30:00.000Z",
                     *           "available_until": "2026-11-24T09:30:00.000Z",
                     *           "metadata": {},
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z",
                     *           "deleted_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RewardListDto"];
                };
            };
        };
    };
    createReward: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                programId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRewardRequest"];
            };
        };
        responses: {
            /** @description The reward. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "object": "reward",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "name": "text",
                     *       "description": "text",
                     *       "category": "text",
                     *       "redemption_type": "UNIT_BASED",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "unit_cost": "250.00",
                     *       "max_total": 1,
                     *       "max_per_participant": 1,
                     *       "redeemed_count": 1,
                     *       "status": "DRAFT",
                     *       "available_from": "2026-11-24T09:30:00.000Z",
                     *       "available_until": "2026-11-24T09:30:00.000Z",
                     *       "metadata": {},
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reward"];
                };
            };
        };
    };
    getReward: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                programId: string;
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                rewardId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reward. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "object": "reward",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "name": "text",
                     *       "description": "text",
                     *       "category": "text",
                     *       "redemption_type": "UNIT_BASED",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "unit_cost": "250.00",
                     *       "max_total": 1,
                     *       "max_per_participant": 1,
                     *       "redeemed_count": 1,
                     *       "status": "DRAFT",
                     *       "available_from": "2026-11-24T09:30:00.000Z",
                     *       "available_until": "2026-11-24T09:30:00.000Z",
                     *       "metadata": {},
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reward"];
                };
            };
        };
    };
    updateReward: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                programId: string;
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                rewardId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateRewardRequest"];
            };
        };
        responses: {
            /** @description The reward as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "object": "reward",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "name": "text",
                     *       "description": "text",
                     *       "category": "text",
                     *       "redemption_type": "UNIT_BASED",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "unit_cost": "250.00",
                     *       "max_total": 1,
                     *       "max_per_participant": 1,
                     *       "redeemed_count": 1,
                     *       "status": "DRAFT",
                     *       "available_from": "2026-11-24T09:30:00.000Z",
                     *       "available_until": "2026-11-24T09:30:00.000Z",
                     *       "metadata": {},
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "deleted_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reward"];
                };
            };
        };
    };
    listParticipantRedemptions: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                status?: "COMPLETED" | "PARTIALLY_REVERSED" | "FULLY_REVERSED";
                reward_catalog_item_id?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of redemptions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1000.00",
                     *           "description": "text",
                     *           "status": "COMPLETED",
                     *           "reversed_amount": "0.00",
                     *           "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemptionListDto"];
                };
            };
        };
    };
    redeemPoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemPointsRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "amount": "1000.00",
                     *       "description": "text",
                     *       "status": "COMPLETED",
                     *       "reversed_amount": "0.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemption"];
                };
            };
            /** @description The redemption. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "amount": "1000.00",
                     *       "description": "text",
                     *       "status": "COMPLETED",
                     *       "reversed_amount": "0.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemption"];
                };
            };
        };
    };
    redeemItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemItemRequest"];
            };
        };
        responses: {
            /** @description The key was used before: what it made, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "amount": "1000.00",
                     *       "description": "text",
                     *       "status": "COMPLETED",
                     *       "reversed_amount": "0.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemption"];
                };
            };
            /** @description The redemption. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "amount": "1000.00",
                     *       "description": "text",
                     *       "status": "COMPLETED",
                     *       "reversed_amount": "0.00",
                     *       "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemption"];
                };
            };
        };
    };
    listProgramRedemptions: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                status?: "COMPLETED" | "PARTIALLY_REVERSED" | "FULLY_REVERSED";
                reward_catalog_item_id?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of redemptions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "amount": "1000.00",
                     *           "description": "text",
                     *           "status": "COMPLETED",
                     *           "reversed_amount": "0.00",
                     *           "journal_entry_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PointsRedemptionListDto"];
                };
            };
        };
    };
    listJournalEntries: {
        parameters: {
            query?: {
                /** @description Signed. */
                max_amount?: string;
                /** @description Signed. */
                min_amount?: string;
                to?: string;
                from?: string;
                reference_id?: string;
                action_type?: "CREDIT" | "DEBIT" | "HOLD" | "RELEASE" | "FORFEIT" | "MATURITY" | "REDEMPTION" | "REVERSAL" | "EXPIRATION" | "FUND" | "BURN";
                bucket?: "AVAILABLE" | "HELD" | "DEFERRED";
                asset_id?: string;
                /** @description No rules: nothing. */
                rule_id?: string;
                /** @description No events: nothing. */
                event_id?: string;
                /** @description There are no groups: nothing. */
                group_id?: string;
                external_id?: string;
                participant_id?: string;
                program_id?: string;
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "pagination": {
                     *         "has_more": false,
                     *         "next_cursor": "text"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "object": "journal_entry",
                     *           "action_type": "CREDIT",
                     *           "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "program_name": "text",
                     *           "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "description": "text",
                     *           "event_id": "text",
                     *           "rule_id": "text",
                     *           "reference_id": "text",
                     *           "created_by_api_key_id": "text",
                     *           "entry_hash": "text",
                     *           "postings": [
                     *             {
                     *               "id": "text",
                     *               "amount": "-1000.00",
                     *               "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *               "asset_symbol": "text",
                     *               "bucket": "AVAILABLE",
                     *               "entity_type": "PARTICIPANT",
                     *               "created_at": "2026-11-24T09:30:00.000Z"
                     *             }
                     *           ],
                     *           "created_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["JournalEntryListDto"];
                };
            };
        };
    };
    getJournalEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ac1f2-7a3b-7c4d-8e5f-60718293a4b5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "object": "journal_entry",
                     *       "action_type": "CREDIT",
                     *       "program_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "program_name": "text",
                     *       "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *       "description": "text",
                     *       "event_id": "text",
                     *       "rule_id": "text",
                     *       "reference_id": "text",
                     *       "created_by_api_key_id": "text",
                     *       "entry_hash": "text",
                     *       "postings": [
                     *         {
                     *           "id": "text",
                     *           "amount": "-1000.00",
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "asset_symbol": "text",
                     *           "bucket": "AVAILABLE",
                     *           "entity_type": "PARTICIPANT",
                     *           "created_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "created_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["JournalEntry"];
                };
            };
        };
    };
    getLedgerSummary: {
        parameters: {
            query?: {
                to?: string;
                from?: string;
                program_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row an asset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "asset_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "asset_symbol": "text",
                     *           "total_issued": "-1000.00",
                     *           "total_redeemed": "-1000.00",
                     *           "total_expired": "-1000.00",
                     *           "total_forfeited": "-1000.00",
                     *           "total_other_adjustments_net": "-1000.00",
                     *           "other_adjustments_net": "-1000.00",
                     *           "current_balance": "-1000.00",
                     *           "participant_count": 1
                     *         }
                     *       ],
                     *       "as_of": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerSummary"];
                };
            };
        };
    };
    getIntegrity: {
        parameters: {
            query?: {
                window?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "all_passed": false,
                     *       "postings_balanced": false,
                     *       "value_conservation": false,
                     *       "hash_chain": false,
                     *       "unsealed_entries": 1,
                     *       "chain_head": "text",
                     *       "verified_at": "2026-11-24T09:30:00.000Z",
                     *       "window": 1,
                     *       "faults": [
                     *         {
                     *           "participant_id": "019ac1f2-7a3b-7c4d-8e5f-60718293a4b5",
                     *           "fault": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Integrity"];
                };
            };
        };
    };
    lookUpStoredValue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookupRequest"];
            };
        };
        responses: {
            /** @description The voucher. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "stored_value",
                     *       "type": "vouchers.blu",
                     *       "balance": 1900,
                     *       "currency": "ZAR",
                     *       "source": {
                     *         "token": "************9838"
                     *       },
                     *       "provider_metadata": {
                     *         "status": "ACTIVE"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["StoredValue"];
                };
            };
        };
    };
    listReviews: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Who has taken it up: the id of a person, `me` (people alone) or `nobody`. */
                assigned_to?: string;
                order?: "newest" | "oldest";
                status?: "open" | "closed" | "all";
                reason?: "doubt_unresolved" | "answer_contradicts_state" | "amount_differs" | "statement_differs" | "lost_in_restore" | "change_unknown" | "refund_unknown";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "review",
                     *           "status": "open",
                     *           "livemode": true,
                     *           "reason": "doubt_unresolved",
                     *           "summary": "text",
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "operation_id": "text",
                     *           "type": "vouchers.one_voucher",
                     *           "reference": "text",
                     *           "amount": 1,
                     *           "version": 1,
                     *           "opened_at": "2026-11-24T09:30:00.000Z",
                     *           "closed_at": "2026-11-24T09:30:00.000Z",
                     *           "verdict": {
                     *             "decision": "paid",
                     *             "note": "text",
                     *             "evidence": "text",
                     *             "by": {
                     *               "kind": "api_key",
                     *               "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *             },
                     *             "at": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *           "assigned_at": "2026-11-24T09:30:00.000Z",
                     *           "notes": [
                     *             {
                     *               "text": "text",
                     *               "by": {
                     *                 "kind": "api_key",
                     *                 "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *               },
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewList"];
                    "text/csv": string;
                };
            };
        };
    };
    getReviewSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What waits now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "review_summary",
                     *       "livemode": true,
                     *       "open": 1,
                     *       "is_complete": false,
                     *       "oldest_opened_at": "2026-11-24T09:30:00.000Z",
                     *       "amount": 1,
                     *       "unassigned": 1,
                     *       "by_reason": [
                     *         {
                     *           "reason": "doubt_unresolved",
                     *           "open": 1,
                     *           "oldest_opened_at": "2026-11-24T09:30:00.000Z",
                     *           "amount": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewSummary"];
                };
            };
        };
    };
    getReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The review as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "review",
                     *       "status": "open",
                     *       "livemode": true,
                     *       "reason": "doubt_unresolved",
                     *       "summary": "text",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "operation_id": "text",
                     *       "type": "vouchers.one_voucher",
                     *       "reference": "text",
                     *       "amount": 1,
                     *       "version": 1,
                     *       "opened_at": "2026-11-24T09:30:00.000Z",
                     *       "closed_at": "2026-11-24T09:30:00.000Z",
                     *       "verdict": {
                     *         "decision": "paid",
                     *         "note": "text",
                     *         "evidence": "text",
                     *         "by": {
                     *           "kind": "api_key",
                     *           "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *         },
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *       "assigned_at": "2026-11-24T09:30:00.000Z",
                     *       "notes": [
                     *         {
                     *           "text": "text",
                     *           "by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "redemption": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "timeline": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "version": 1,
                     *           "detail": {},
                     *           "status": "draft"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FullReview"];
                };
            };
        };
    };
    giveVerdict: {
        parameters: {
            query?: never;
            header: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The `version` of the review, as in its `ETag`. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictRequest"];
            };
        };
        responses: {
            /** @description The review, closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "review",
                     *       "status": "open",
                     *       "livemode": true,
                     *       "reason": "doubt_unresolved",
                     *       "summary": "text",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "operation_id": "text",
                     *       "type": "vouchers.one_voucher",
                     *       "reference": "text",
                     *       "amount": 1,
                     *       "version": 1,
                     *       "opened_at": "2026-11-24T09:30:00.000Z",
                     *       "closed_at": "2026-11-24T09:30:00.000Z",
                     *       "verdict": {
                     *         "decision": "paid",
                     *         "note": "text",
                     *         "evidence": "text",
                     *         "by": {
                     *           "kind": "api_key",
                     *           "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *         },
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *       "assigned_at": "2026-11-24T09:30:00.000Z",
                     *       "notes": [
                     *         {
                     *           "text": "text",
                     *           "by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "redemption": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "timeline": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "version": 1,
                     *           "detail": {},
                     *           "status": "draft"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FullReview"];
                };
            };
            /** @description Of a person, over the amount that takes two: written down as `proposed_verdict`, and the review is open until another person gives the same. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "review",
                     *       "status": "open",
                     *       "livemode": true,
                     *       "reason": "doubt_unresolved",
                     *       "summary": "text",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "operation_id": "text",
                     *       "type": "vouchers.one_voucher",
                     *       "reference": "text",
                     *       "amount": 1,
                     *       "version": 1,
                     *       "opened_at": "2026-11-24T09:30:00.000Z",
                     *       "closed_at": "2026-11-24T09:30:00.000Z",
                     *       "verdict": {
                     *         "decision": "paid",
                     *         "note": "text",
                     *         "evidence": "text",
                     *         "by": {
                     *           "kind": "api_key",
                     *           "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *         },
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *       "assigned_at": "2026-11-24T09:30:00.000Z",
                     *       "notes": [
                     *         {
                     *           "text": "text",
                     *           "by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "redemption": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "timeline": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "version": 1,
                     *           "detail": {},
                     *           "status": "draft"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FullReview"];
                };
            };
        };
    };
    assignReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignReviewRequest"];
            };
        };
        responses: {
            /** @description The review. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "review",
                     *       "status": "open",
                     *       "livemode": true,
                     *       "reason": "doubt_unresolved",
                     *       "summary": "text",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "operation_id": "text",
                     *       "type": "vouchers.one_voucher",
                     *       "reference": "text",
                     *       "amount": 1,
                     *       "version": 1,
                     *       "opened_at": "2026-11-24T09:30:00.000Z",
                     *       "closed_at": "2026-11-24T09:30:00.000Z",
                     *       "verdict": {
                     *         "decision": "paid",
                     *         "note": "text",
                     *         "evidence": "text",
                     *         "by": {
                     *           "kind": "api_key",
                     *           "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *         },
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *       "assigned_at": "2026-11-24T09:30:00.000Z",
                     *       "notes": [
                     *         {
                     *           "text": "text",
                     *           "by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "redemption": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "timeline": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "version": 1,
                     *           "detail": {},
                     *           "status": "draft"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FullReview"];
                };
            };
        };
    };
    noteReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewNoteRequest"];
            };
        };
        responses: {
            /** @description The review. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rvw_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "review",
                     *       "status": "open",
                     *       "livemode": true,
                     *       "reason": "doubt_unresolved",
                     *       "summary": "text",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "operation_id": "text",
                     *       "type": "vouchers.one_voucher",
                     *       "reference": "text",
                     *       "amount": 1,
                     *       "version": 1,
                     *       "opened_at": "2026-11-24T09:30:00.000Z",
                     *       "closed_at": "2026-11-24T09:30:00.000Z",
                     *       "verdict": {
                     *         "decision": "paid",
                     *         "note": "text",
                     *         "evidence": "text",
                     *         "by": {
                     *           "kind": "api_key",
                     *           "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *         },
                     *         "at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "assigned_to": "usr_6740aa51c2f9d1e0b7a3c455",
                     *       "assigned_at": "2026-11-24T09:30:00.000Z",
                     *       "notes": [
                     *         {
                     *           "text": "text",
                     *           "by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "redemption": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "timeline": [
                     *         {
                     *           "seq": 1,
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "fact": "created",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "request_id": "req_5f0c1d2e3a4b5c6d7e8f9a0b",
                     *           "version": 1,
                     *           "detail": {},
                     *           "status": "draft"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FullReview"];
                };
            };
        };
    };
    proposeReversal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseRequest"];
            };
        };
        responses: {
            /** @description The proposal. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rpr_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reversal_proposal",
                     *       "livemode": true,
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "type": "vouchers.one_voucher",
                     *       "external_reference": "order-1042",
                     *       "amount": 150000,
                     *       "currency": "ZAR",
                     *       "reason": "Customer returned the goods",
                     *       "status": "waiting",
                     *       "proposed_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "decided_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "note": "text",
                     *       "reversal_id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *       "version": 1,
                     *       "lapses_at": "2026-11-24T09:30:00.000Z",
                     *       "decided_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReversalProposal"];
                };
            };
        };
    };
    getReversalTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terms of this moment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "reversal_terms",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "version": 1,
                     *       "currency": "ZAR",
                     *       "left": 1,
                     *       "proposed_amount": 1,
                     *       "waiting": [
                     *         {
                     *           "id": "rpr_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "reversal_proposal",
                     *           "livemode": true,
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "vouchers.one_voucher",
                     *           "external_reference": "order-1042",
                     *           "amount": 150000,
                     *           "currency": "ZAR",
                     *           "reason": "Customer returned the goods",
                     *           "status": "waiting",
                     *           "proposed_by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "decided_by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "note": "text",
                     *           "reversal_id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *           "version": 1,
                     *           "lapses_at": "2026-11-24T09:30:00.000Z",
                     *           "decided_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "free_now": 1,
                     *       "needs_second_person_above": 1,
                     *       "gives_back": "same_voucher",
                     *       "gives_back_part": "same_voucher",
                     *       "reversible": false,
                     *       "why_not": {
                     *         "code": "invalid_state",
                     *         "message": "text"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReversalTerms"];
                };
            };
        };
    };
    revealPin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealPinRequest"];
            };
        };
        responses: {
            /** @description The PIN, in this answer alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "revealed_pin",
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "voucher": "change",
                     *       "reversal_id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *       "pin": "4821930475610293",
                     *       "serial_number": "100200300400",
                     *       "expires_at": "2026-11-24T09:30:00.000Z",
                     *       "amount": 1
                     *     }
                     */
                    "application/json": components["schemas"]["RevealedPin"];
                };
            };
        };
    };
    listReversalProposals: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                status?: "waiting" | "approved" | "rejected" | "lapsed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rpr_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "reversal_proposal",
                     *           "livemode": true,
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "vouchers.one_voucher",
                     *           "external_reference": "order-1042",
                     *           "amount": 150000,
                     *           "currency": "ZAR",
                     *           "reason": "Customer returned the goods",
                     *           "status": "waiting",
                     *           "proposed_by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "decided_by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "note": "text",
                     *           "reversal_id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *           "version": 1,
                     *           "lapses_at": "2026-11-24T09:30:00.000Z",
                     *           "decided_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReversalProposalList"];
                };
            };
        };
    };
    getReversalProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rpr_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reversal_proposal",
                     *       "livemode": true,
                     *       "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *       "type": "vouchers.one_voucher",
                     *       "external_reference": "order-1042",
                     *       "amount": 150000,
                     *       "currency": "ZAR",
                     *       "reason": "Customer returned the goods",
                     *       "status": "waiting",
                     *       "proposed_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "decided_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "note": "text",
                     *       "reversal_id": "rev_6740aa51c2f9d1e0b7a3c455",
                     *       "version": 1,
                     *       "lapses_at": "2026-11-24T09:30:00.000Z",
                     *       "decided_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReversalProposal"];
                };
            };
        };
    };
    listReconciliations: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "rcn_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "reconciliation",
                     *           "livemode": false,
                     *           "status": "comparing",
                     *           "failure": "server_stopped",
                     *           "provider": "one_voucher",
                     *           "type": "vouchers.one_voucher",
                     *           "statement": "2026-11-20.csv",
                     *           "holds": "all",
                     *           "utc_offset": "+02:00",
                     *           "period": {
                     *             "from": "2026-11-24T09:30:00.000Z",
                     *             "to": "2026-11-24T09:30:00.000Z"
                     *           },
                     *           "bytes": 1,
                     *           "lines": 1,
                     *           "counts": {
                     *             "matched": 1,
                     *             "ours_only": 1,
                     *             "theirs_only": 1,
                     *             "amount_differs": 1,
                     *             "state_differs": 1,
                     *             "outside_period": 1,
                     *             "other_accounts": 1,
                     *             "in_doubt": 1,
                     *             "after_file": 1,
                     *             "other_lines": 1
                     *           },
                     *           "differences": 1,
                     *           "reviews": {
                     *             "opened": 1,
                     *             "known": 1,
                     *             "not_opened": 1
                     *           },
                     *           "created_by": {
                     *             "kind": "api_key",
                     *             "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *           },
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "ended_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReconciliationList"];
                };
            };
        };
    };
    createReconciliation: {
        parameters: {
            query: {
                /** @description What you call it. */
                statement?: string;
                /** @description When the provider made it: it lacks what was sent later. Absent: its newest line, while the period goes on. */
                made?: string;
                /** @description Where the file is about one of them alone. */
                holds?: "all" | "redemptions" | "refunds";
                /** @description How far local time is ahead of UTC: where a date alone begins and ends. In an address the plus sign is `%2B`. */
                utc_offset?: string;
                /** @description A day (included) or a time (excluded). Absent: the day of the newest line. */
                to?: string;
                /** @description A day or a time. Absent: the day of the oldest line. */
                from?: string;
                provider: string;
            };
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description The key was used before, and that one has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rcn_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reconciliation",
                     *       "livemode": false,
                     *       "status": "comparing",
                     *       "failure": "server_stopped",
                     *       "provider": "one_voucher",
                     *       "type": "vouchers.one_voucher",
                     *       "statement": "2026-11-20.csv",
                     *       "holds": "all",
                     *       "utc_offset": "+02:00",
                     *       "period": {
                     *         "from": "2026-11-24T09:30:00.000Z",
                     *         "to": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "bytes": 1,
                     *       "lines": 1,
                     *       "counts": {
                     *         "matched": 1,
                     *         "ours_only": 1,
                     *         "theirs_only": 1,
                     *         "amount_differs": 1,
                     *         "state_differs": 1,
                     *         "outside_period": 1,
                     *         "other_accounts": 1,
                     *         "in_doubt": 1,
                     *         "after_file": 1,
                     *         "other_lines": 1
                     *       },
                     *       "differences": 1,
                     *       "reviews": {
                     *         "opened": 1,
                     *         "known": 1,
                     *         "not_opened": 1
                     *       },
                     *       "created_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "ended_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description It is being compared. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rcn_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reconciliation",
                     *       "livemode": false,
                     *       "status": "comparing",
                     *       "failure": "server_stopped",
                     *       "provider": "one_voucher",
                     *       "type": "vouchers.one_voucher",
                     *       "statement": "2026-11-20.csv",
                     *       "holds": "all",
                     *       "utc_offset": "+02:00",
                     *       "period": {
                     *         "from": "2026-11-24T09:30:00.000Z",
                     *         "to": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "bytes": 1,
                     *       "lines": 1,
                     *       "counts": {
                     *         "matched": 1,
                     *         "ours_only": 1,
                     *         "theirs_only": 1,
                     *         "amount_differs": 1,
                     *         "state_differs": 1,
                     *         "outside_period": 1,
                     *         "other_accounts": 1,
                     *         "in_doubt": 1,
                     *         "after_file": 1,
                     *         "other_lines": 1
                     *       },
                     *       "differences": 1,
                     *       "reviews": {
                     *         "opened": 1,
                     *         "known": 1,
                     *         "not_opened": 1
                     *       },
                     *       "created_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "ended_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    getReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As far as it has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rcn_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "reconciliation",
                     *       "livemode": false,
                     *       "status": "comparing",
                     *       "failure": "server_stopped",
                     *       "provider": "one_voucher",
                     *       "type": "vouchers.one_voucher",
                     *       "statement": "2026-11-20.csv",
                     *       "holds": "all",
                     *       "utc_offset": "+02:00",
                     *       "period": {
                     *         "from": "2026-11-24T09:30:00.000Z",
                     *         "to": "2026-11-24T09:30:00.000Z"
                     *       },
                     *       "bytes": 1,
                     *       "lines": 1,
                     *       "counts": {
                     *         "matched": 1,
                     *         "ours_only": 1,
                     *         "theirs_only": 1,
                     *         "amount_differs": 1,
                     *         "state_differs": 1,
                     *         "outside_period": 1,
                     *         "other_accounts": 1,
                     *         "in_doubt": 1,
                     *         "after_file": 1,
                     *         "other_lines": 1
                     *       },
                     *       "differences": 1,
                     *       "reviews": {
                     *         "opened": 1,
                     *         "known": 1,
                     *         "not_opened": 1
                     *       },
                     *       "created_by": {
                     *         "kind": "api_key",
                     *         "id": "key_6740aa51c2f9d1e0b7a3c455"
                     *       },
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "ended_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    listDifferences: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                kind?: "ours_only" | "theirs_only" | "amount_differs" | "state_differs";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "object": "reconciliation_difference",
                     *           "kind": "ours_only",
                     *           "reference": "text",
                     *           "redemption_id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "ours": 1,
                     *           "theirs": 1,
                     *           "line": 1,
                     *           "summary": "text",
                     *           "review_id": "rvw_6740aa51c2f9d1e0b7a3c455"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReconciliationDifferenceList"];
                    "text/csv": string;
                };
            };
        };
    };
    listTerminals: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of terminals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "terminal",
                     *           "livemode": false,
                     *           "terminal_id": "TILL3",
                     *           "name": "Front till, Rosebank",
                     *           "status": "pairing",
                     *           "delivered_as": "cookie",
                     *           "key_hint": "tk_test_…9aZ1",
                     *           "paired_at": "2026-11-24T09:30:00.000Z",
                     *           "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "created_by": "text",
                     *           "revoked_at": "2026-11-24T09:30:00.000Z",
                     *           "revoked_by": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TerminalList"];
                };
            };
        };
    };
    createTerminal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTerminalRequest"];
            };
        };
        responses: {
            /** @description The terminal and its code. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text",
                     *       "pairing_code": "K7QM3XWD",
                     *       "pairing_url": "https://pay.example.com/till#K7QM3XWD"
                     *     }
                     */
                    "application/json": components["schemas"]["TerminalWithPairingCode"];
                };
            };
        };
    };
    claimTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimTerminalRequest"];
            };
        };
        responses: {
            /** @description The terminal, paired. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text",
                     *       "key": "tk_test_…"
                     *     }
                     */
                    "application/json": components["schemas"]["ClaimedTerminal"];
                };
            };
        };
    };
    getCurrentTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terminal, and the name of its account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text",
                     *       "account_name": "default"
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentTerminal"];
                };
            };
        };
    };
    getTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terminal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["Terminal"];
                };
            };
        };
    };
    pairTerminal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terminal and its new code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text",
                     *       "pairing_code": "K7QM3XWD",
                     *       "pairing_url": "https://pay.example.com/till#K7QM3XWD"
                     *     }
                     */
                    "application/json": components["schemas"]["TerminalWithPairingCode"];
                };
            };
        };
    };
    revokeTerminal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terminal, revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["Terminal"];
                };
            };
        };
    };
    unlockTerminal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The terminal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "trm_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "terminal",
                     *       "livemode": false,
                     *       "terminal_id": "TILL3",
                     *       "name": "Front till, Rosebank",
                     *       "status": "pairing",
                     *       "delivered_as": "cookie",
                     *       "key_hint": "tk_test_…9aZ1",
                     *       "paired_at": "2026-11-24T09:30:00.000Z",
                     *       "pairing_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "created_by": "text",
                     *       "revoked_at": "2026-11-24T09:30:00.000Z",
                     *       "revoked_by": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["Terminal"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                created_to?: string;
                created_from?: string;
                /** @description Of points: everything that happened to one participant. */
                participant_id?: string;
                /** @description An `rdm_` redemption, or the UUID of one of points: of that `redemption.completed` and each `redemption.reversed`. */
                redemption_id?: string;
                type?: "redemption.created" | "redemption.reserved" | "redemption.confirmed" | "redemption.failed" | "redemption.reversed" | "redemption.checking" | "redemption.review_required" | "participant.created" | "balance.credited" | "balance.debited" | "balance.held" | "balance.released" | "balance.expired" | "redemption.completed" | "program.funded" | "program.burned" | "webhook_endpoint.disabled" | "webhook_endpoint.test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *           "type": "redemption.created",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "livemode": false,
                     *           "data": {
                     *             "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *             "object": "redemption",
                     *             "livemode": false,
                     *             "version": 1,
                     *             "status": "draft",
                     *             "outcome": "open",
                     *             "type": "vouchers.one_voucher",
                     *             "capture_method": "automatic",
                     *             "amount": 1500,
                     *             "currency": "ZAR",
                     *             "reserved_amount": 1,
                     *             "redeemed_amount": 1500,
                     *             "reversed_amount": 1,
                     *             "source": {
                     *               "pin": "************9838"
                     *             },
                     *             "redemption_options": {
                     *               "partial": "decline"
                     *             },
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711",
                     *               "transaction_date": "2026-11-20T12:03:22.000Z"
                     *             },
                     *             "change_voucher": {
                     *               "serial_number": "100200300400",
                     *               "expires_at": "2026-11-24T09:30:00.000Z",
                     *               "delivery": "inline"
                     *             },
                     *             "last_error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "operations": [
                     *               {
                     *                 "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *                 "type": "reserve",
                     *                 "status": "pending",
                     *                 "amount": 1900,
                     *                 "provider_reference": {
                     *                   "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *                   "transaction_id": "4711"
                     *                 },
                     *                 "provider_transaction_id": "text",
                     *                 "error": {
                     *                   "code": "voucher_already_redeemed",
                     *                   "message": "The voucher was redeemed before",
                     *                   "advice": "try_another_voucher",
                     *                   "provider_code": "2401",
                     *                   "provider_message": "Voucher already used",
                     *                   "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *                   "at": "2026-11-24T09:30:00.000Z"
                     *                 },
                     *                 "created_at": "2026-11-24T09:30:00.000Z",
                     *                 "updated_at": "2026-11-24T09:30:00.000Z"
                     *               }
                     *             ],
                     *             "metadata": {
                     *               "order": "1042"
                     *             },
                     *             "external_reference": "order-1042",
                     *             "related_ids": [
                     *               "basket-77"
                     *             ],
                     *             "reserved_until": "2026-11-24T09:30:00.000Z",
                     *             "next_check_at": "2026-11-24T09:30:00.000Z",
                     *             "settled_at": "2026-11-24T09:30:00.000Z",
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventList"];
                };
            };
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *       "type": "redemption.created",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "livemode": false,
                     *       "data": {
                     *         "id": "rdm_6740aa51c2f9d1e0b7a3c455",
                     *         "object": "redemption",
                     *         "livemode": false,
                     *         "version": 1,
                     *         "status": "draft",
                     *         "outcome": "open",
                     *         "type": "vouchers.one_voucher",
                     *         "capture_method": "automatic",
                     *         "amount": 1500,
                     *         "currency": "ZAR",
                     *         "reserved_amount": 1,
                     *         "redeemed_amount": 1500,
                     *         "reversed_amount": 1,
                     *         "source": {
                     *           "pin": "************9838"
                     *         },
                     *         "redemption_options": {
                     *           "partial": "decline"
                     *         },
                     *         "provider_reference": {
                     *           "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *           "transaction_id": "4711",
                     *           "transaction_date": "2026-11-20T12:03:22.000Z"
                     *         },
                     *         "change_voucher": {
                     *           "serial_number": "100200300400",
                     *           "expires_at": "2026-11-24T09:30:00.000Z",
                     *           "delivery": "inline"
                     *         },
                     *         "last_error": {
                     *           "code": "voucher_already_redeemed",
                     *           "message": "The voucher was redeemed before",
                     *           "advice": "try_another_voucher",
                     *           "provider_code": "2401",
                     *           "provider_message": "Voucher already used",
                     *           "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *           "at": "2026-11-24T09:30:00.000Z"
                     *         },
                     *         "operations": [
                     *           {
                     *             "id": "op_6740aa51c2f9d1e0b7a3c455",
                     *             "type": "reserve",
                     *             "status": "pending",
                     *             "amount": 1900,
                     *             "provider_reference": {
                     *               "reference": "op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4",
                     *               "transaction_id": "4711"
                     *             },
                     *             "provider_transaction_id": "text",
                     *             "error": {
                     *               "code": "voucher_already_redeemed",
                     *               "message": "The voucher was redeemed before",
                     *               "advice": "try_another_voucher",
                     *               "provider_code": "2401",
                     *               "provider_message": "Voucher already used",
                     *               "operation_id": "op_6740aa51c2f9d1e0b7a3c455",
                     *               "at": "2026-11-24T09:30:00.000Z"
                     *             },
                     *             "created_at": "2026-11-24T09:30:00.000Z",
                     *             "updated_at": "2026-11-24T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "metadata": {
                     *           "order": "1042"
                     *         },
                     *         "external_reference": "order-1042",
                     *         "related_ids": [
                     *           "basket-77"
                     *         ],
                     *         "reserved_until": "2026-11-24T09:30:00.000Z",
                     *         "next_check_at": "2026-11-24T09:30:00.000Z",
                     *         "settled_at": "2026-11-24T09:30:00.000Z",
                     *         "created_at": "2026-11-24T09:30:00.000Z",
                     *         "updated_at": "2026-11-24T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "webhook_endpoint",
                     *           "livemode": false,
                     *           "url": "https://example.com/vouch",
                     *           "event_types": [
                     *             "*"
                     *           ],
                     *           "description": "text",
                     *           "disabled": false,
                     *           "disabled_at": "2026-11-24T09:30:00.000Z",
                     *           "disabled_reason": "requested",
                     *           "failing_since": "2026-11-24T09:30:00.000Z",
                     *           "previous_secret_expires_at": "2026-11-24T09:30:00.000Z",
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint and its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_endpoint",
                     *       "livemode": false,
                     *       "url": "https://example.com/vouch",
                     *       "event_types": [
                     *         "*"
                     *       ],
                     *       "description": "text",
                     *       "disabled": false,
                     *       "disabled_at": "2026-11-24T09:30:00.000Z",
                     *       "disabled_reason": "requested",
                     *       "failing_since": "2026-11-24T09:30:00.000Z",
                     *       "previous_secret_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "secret": "whsec_…"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_endpoint",
                     *       "livemode": false,
                     *       "url": "https://example.com/vouch",
                     *       "event_types": [
                     *         "*"
                     *       ],
                     *       "description": "text",
                     *       "disabled": false,
                     *       "disabled_at": "2026-11-24T09:30:00.000Z",
                     *       "disabled_reason": "requested",
                     *       "failing_since": "2026-11-24T09:30:00.000Z",
                     *       "previous_secret_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. Its deliveries stay in the log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_endpoint",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedWebhookEndpoint"];
                };
            };
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_endpoint",
                     *       "livemode": false,
                     *       "url": "https://example.com/vouch",
                     *       "event_types": [
                     *         "*"
                     *       ],
                     *       "description": "text",
                     *       "disabled": false,
                     *       "disabled_at": "2026-11-24T09:30:00.000Z",
                     *       "disabled_reason": "requested",
                     *       "failing_since": "2026-11-24T09:30:00.000Z",
                     *       "previous_secret_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateSecretRequest"];
            };
        };
        responses: {
            /** @description The endpoint and its new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_endpoint",
                     *       "livemode": false,
                     *       "url": "https://example.com/vouch",
                     *       "event_types": [
                     *         "*"
                     *       ],
                     *       "description": "text",
                     *       "disabled": false,
                     *       "disabled_at": "2026-11-24T09:30:00.000Z",
                     *       "disabled_reason": "requested",
                     *       "failing_since": "2026-11-24T09:30:00.000Z",
                     *       "previous_secret_expires_at": "2026-11-24T09:30:00.000Z",
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z",
                     *       "secret": "whsec_…"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery of the test event. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_delivery",
                     *       "livemode": false,
                     *       "endpoint_id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "event_id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *       "event_type": "redemption.confirmed",
                     *       "redemption_id": "text",
                     *       "subject_id": "text",
                     *       "status": "pending",
                     *       "attempt_count": 1,
                     *       "next_attempt_at": "2026-11-24T09:30:00.000Z",
                     *       "attempts": [
                     *         {
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "duration_ms": 1,
                     *           "status": 1,
                     *           "answer": "text",
                     *           "error": "text",
                     *           "manual": false
                     *         }
                     *       ],
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Rows a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Exclusive. */
                created_to?: string;
                /** @description Inclusive. */
                created_from?: string;
                event_type?: "redemption.created" | "redemption.reserved" | "redemption.confirmed" | "redemption.failed" | "redemption.reversed" | "redemption.checking" | "redemption.review_required" | "participant.created" | "balance.credited" | "balance.debited" | "balance.held" | "balance.released" | "balance.expired" | "redemption.completed" | "program.funded" | "program.burned" | "webhook_endpoint.disabled" | "webhook_endpoint.test";
                redemption_id?: string;
                status?: "pending" | "succeeded" | "failed";
                event_id?: string;
                endpoint_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "has_more": false,
                     *       "next_cursor": "text",
                     *       "data": [
                     *         {
                     *           "id": "dlv_6740aa51c2f9d1e0b7a3c455",
                     *           "object": "webhook_delivery",
                     *           "livemode": false,
                     *           "endpoint_id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *           "event_id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *           "event_type": "redemption.confirmed",
                     *           "redemption_id": "text",
                     *           "subject_id": "text",
                     *           "status": "pending",
                     *           "attempt_count": 1,
                     *           "next_attempt_at": "2026-11-24T09:30:00.000Z",
                     *           "attempts": [
                     *             {
                     *               "at": "2026-11-24T09:30:00.000Z",
                     *               "duration_ms": 1,
                     *               "status": 1,
                     *               "answer": "text",
                     *               "error": "text",
                     *               "manual": false
                     *             }
                     *           ],
                     *           "created_at": "2026-11-24T09:30:00.000Z",
                     *           "updated_at": "2026-11-24T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery and its attempts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_delivery",
                     *       "livemode": false,
                     *       "endpoint_id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "event_id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *       "event_type": "redemption.confirmed",
                     *       "redemption_id": "text",
                     *       "subject_id": "text",
                     *       "status": "pending",
                     *       "attempt_count": 1,
                     *       "next_attempt_at": "2026-11-24T09:30:00.000Z",
                     *       "attempts": [
                     *         {
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "duration_ms": 1,
                     *           "status": 1,
                     *           "answer": "text",
                     *           "error": "text",
                     *           "manual": false
                     *         }
                     *       ],
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    retryWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, about to be sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_6740aa51c2f9d1e0b7a3c455",
                     *       "object": "webhook_delivery",
                     *       "livemode": false,
                     *       "endpoint_id": "whe_6740aa51c2f9d1e0b7a3c455",
                     *       "event_id": "evt_6740aa51c2f9d1e0b7a3c455",
                     *       "event_type": "redemption.confirmed",
                     *       "redemption_id": "text",
                     *       "subject_id": "text",
                     *       "status": "pending",
                     *       "attempt_count": 1,
                     *       "next_attempt_at": "2026-11-24T09:30:00.000Z",
                     *       "attempts": [
                     *         {
                     *           "at": "2026-11-24T09:30:00.000Z",
                     *           "duration_ms": 1,
                     *           "status": 1,
                     *           "answer": "text",
                     *           "error": "text",
                     *           "manual": false
                     *         }
                     *       ],
                     *       "created_at": "2026-11-24T09:30:00.000Z",
                     *       "updated_at": "2026-11-24T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    createTestVoucher: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call safe to repeat for 30 days: same key and same request, same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTestVoucherRequest"];
            };
        };
        responses: {
            /** @description The voucher. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "test_voucher",
                     *       "livemode": false,
                     *       "type": "vouchers.one_voucher",
                     *       "amount": 1900,
                     *       "currency": "ZAR",
                     *       "scenario": "ok",
                     *       "pin": "1115684091419838",
                     *       "source": {
                     *         "pin": "1115684091419838"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TestVoucher"];
                };
            };
        };
    };
    onRedemptionCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionCreatedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionReserved: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionReservedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionConfirmed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionConfirmedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionFailed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionFailedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionReversed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionReversedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionChecking: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionCheckingEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionReviewRequired: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionReviewRequiredEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onParticipantCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParticipantCreatedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBalanceCredited: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceCreditedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBalanceDebited: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceDebitedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBalanceHeld: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceHeldEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBalanceReleased: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceReleasedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBalanceExpired: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalanceExpiredEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRedemptionCompleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionCompletedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onProgramFunded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgramFundedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onProgramBurned: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgramBurnedEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointDisabled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointDisabledEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointTest: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event: the same in every attempt. */
                "webhook-id": string;
                /** @description Seconds, of this attempt. */
                "webhook-timestamp": string;
                /** @description `v1,` and base64; two of them while a secret is rotated. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointTestEvent"];
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
