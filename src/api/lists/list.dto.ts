// The envelope of a list as the API description shows it.
import { ApiProperty } from '@nestjs/swagger';

/** The envelope that every list has. */
export class ListDto {
  @ApiProperty({ enum: ['list'] })
  object!: 'list';

  @ApiProperty({
    type: Boolean,
    example: false,
    description: 'Whether to go on with `next_cursor`. A page may be short, or empty, while this is true.',
  })
  has_more!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it as `cursor` for the next page. Null on the last one.',
  })
  next_cursor!: string | null;
}
