// The steps of the schema that the desk of the support staff came with.

/** Redemptions by their first review, and findings by when they were opened, whatever became of them: so that closed ones are listed too. */
export const REVIEWED = `
  ALTER TABLE redemptions ADD COLUMN reviewed_place TEXT;
  UPDATE redemptions
    SET reviewed_place = printf('%015d', document ->> '$.reviews[0].openedAt') || id
    WHERE id IN (SELECT redemption_id FROM redemption_reviews);
  CREATE INDEX redemptions_reviewed ON redemptions (account_id, livemode, reviewed_place) WHERE reviewed_place IS NOT NULL;
  ALTER TABLE findings ADD COLUMN place TEXT;
  UPDATE findings SET place = printf('%015d', document ->> '$.openedAt') || id;
  CREATE INDEX findings_place ON findings (account_id, livemode, place);
`;
