// Whom the id of a user stands for, as the API description shows it to every colleague.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ListDto } from '../lists/list.dto';
import { idOf } from '../openapi/properties';

@ApiSchema({ name: 'ConsolePerson', description: 'Whom an id stands for, and nothing else of that user.' })
export class PersonDto {
  @ApiProperty(idOf('usr'))
  id!: string;

  @ApiProperty({ enum: ['console_person'] })
  object!: 'console_person';

  @ApiProperty({ type: String, example: 'thandi@shop.example' })
  email!: string;

  @ApiProperty({ type: Boolean, description: 'False: disabled by an admin.' })
  enabled!: boolean;
}

@ApiSchema({ name: 'ConsolePersonList' })
export class PersonListDto extends ListDto {
  @ApiProperty({ type: () => [PersonDto] })
  data!: readonly PersonDto[];
}
